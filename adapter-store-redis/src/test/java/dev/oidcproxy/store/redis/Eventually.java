package dev.oidcproxy.store.redis;

import dev.oidcproxy.domain.error.StoreException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What comes by itself, soon, and is looked for until then. */
final class Eventually {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private Eventually() {}

  /** Returns once the condition holds; a store that cannot answer yet is asked again. */
  static void holds(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!attempt(condition)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it did not come to that in " + PATIENCE);
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }

  /** Returns once the steps can be taken. */
  static void works(Runnable steps) {
    holds(() -> {
      steps.run();
      return true;
    });
  }

  private static boolean attempt(BooleanSupplier condition) {
    try {
      return condition.getAsBoolean();
    } catch (StoreException e) {
      return false;
    }
  }
}
