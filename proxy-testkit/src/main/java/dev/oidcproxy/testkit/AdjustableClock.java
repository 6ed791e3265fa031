package dev.oidcproxy.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that passes when a test says so. */
public final class AdjustableClock implements InstantSource {

  private volatile Instant now = Instant.parse("2026-11-24T12:00:00Z");

  @Override
  public Instant instant() {
    return now;
  }

  /** Lets time pass; a negative duration turns it back, as a corrected clock does. */
  public synchronized void pass(Duration time) {
    now = now.plus(time);
  }
}
