package dev.oidcproxy.e2e.nodes;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.assertj.core.api.Assertions;

/** Waiting for what will be so soon, but not longer than is said. */
final class Await {

  private static final Duration BREATH = Duration.ofMillis(5);

  private Await() {}

  /** Fails when it is not so in time. */
  static void until(String what, Duration most, BooleanSupplier condition) {
    long deadline = System.nanoTime() + most.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        Assertions.fail("not within " + most.toSeconds() + " s: " + what);
      }
      LockSupport.parkNanos(BREATH.toNanos());
    }
  }

  /** How long it takes until it is so. */
  static Duration measure(Duration most, Supplier<Boolean> condition) {
    long begin = System.nanoTime();
    until("what is measured", most, condition::get);
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}
