package dev.oidcproxy.domain.port;

import java.time.Duration;

/** The passing of time, apart from reading it. */
public interface Scheduler {

  /** Waits; returns early, with the interrupt flag set, when the thread is interrupted. */
  void pause(Duration duration);

  /** Runs a task in the background soon, and then again {@code period} after each end. */
  Subscription repeat(Duration period, Runnable task);
}
