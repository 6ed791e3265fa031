package dev.oidcproxy.testkit;

import dev.oidcproxy.domain.port.Scheduler;
import dev.oidcproxy.domain.port.Subscription;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * Time as a test has it: background work runs when told to, and a pause moves the clock, so that
 * waiting takes none. A pause that waits for another thread would race with the clock; for those,
 * {@link #waitForOthers} makes pauses short and real.
 */
public final class ManualScheduler implements Scheduler {

  private static final Duration BREATH = Duration.ofMillis(1);

  private final AdjustableClock clock;
  private final List<Runnable> tasks = new CopyOnWriteArrayList<>();
  private final Set<Thread> waiting = Collections.synchronizedSet(new HashSet<>());
  private volatile int expected;
  private volatile Runnable onceExpected = () -> {};
  private volatile boolean real;

  public ManualScheduler(AdjustableClock clock) {
    this.clock = clock;
  }

  /** Pauses leave the clock alone from now on and let other threads work. */
  public void waitForOthers() {
    real = true;
  }

  /** Runs {@code then} once, as soon as this many threads wait in pauses that are real. */
  public void whenWaiting(int threads, Runnable then) {
    waiting.clear();
    expected = threads;
    onceExpected = then;
    waitForOthers();
  }

  @Override
  public void pause(Duration duration) {
    if (real) {
      if (waiting.add(Thread.currentThread()) && waiting.size() == expected) {
        onceExpected.run();
      }
      LockSupport.parkNanos(BREATH.toNanos());
    } else {
      clock.pass(duration);
    }
  }

  @Override
  public Subscription repeat(Duration period, Runnable task) {
    tasks.add(task);
    return () -> tasks.remove(task);
  }

  /** Runs every background task once. */
  public void work() {
    tasks.forEach(Runnable::run);
  }
}
