package dev.oidcproxy.application.memory;

import dev.oidcproxy.domain.port.Scheduler;
import dev.oidcproxy.domain.port.Subscription;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The passing of real time, on virtual threads. */
public final class VirtualThreadScheduler implements Scheduler {

  private static final Logger LOG = LoggerFactory.getLogger(VirtualThreadScheduler.class);

  @Override
  public void pause(Duration duration) {
    LockSupport.parkNanos(duration.toNanos());
  }

  @Override
  public Subscription repeat(Duration period, Runnable task) {
    AtomicBoolean closed = new AtomicBoolean();
    Thread thread = Thread.ofVirtual().name("repeat").start(() -> run(period, task, closed));
    return () -> {
      closed.set(true);
      LockSupport.unpark(thread);
    };
  }

  private void run(Duration period, Runnable task, AtomicBoolean closed) {
    while (!closed.get()) {
      try {
        task.run();
      } catch (RuntimeException e) {
        // The next round may succeed; a background task must not end by one bad moment.
        LOG.warn("background work failed and will be tried again", e);
      }
      pause(period);
    }
  }
}
