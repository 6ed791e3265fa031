package dev.oidcproxy.testkit.network;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** One direction of a link: where each piece of data waits as long as it was told. */
final class Line {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean held;
  private Duration delay = Duration.ZERO;

  void hold() {
    set(true, Duration.ZERO);
  }

  void delay(Duration time) {
    set(false, time);
  }

  void restore() {
    set(false, Duration.ZERO);
  }

  /** Returns when the data may go on. */
  void pass() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = delay.toNanos();
      while (held || (nanos > 0 && !delay.isZero())) {
        if (held) {
          changed.await();
        } else {
          nanos = changed.awaitNanos(nanos);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void set(boolean held, Duration delay) {
    lock.lock();
    try {
      this.held = held;
      this.delay = delay;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
