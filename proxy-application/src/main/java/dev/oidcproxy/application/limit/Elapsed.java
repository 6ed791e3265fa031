package dev.oidcproxy.application.limit;

import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that never goes back, though the clock may: a bucket fills up all the same. */
final class Elapsed implements TimeMeter, Ticker {

  /** A longer step fills every bucket just as well. */
  private static final Duration LONGEST_STEP = Duration.ofDays(1);

  private final InstantSource clock;
  private Instant last;
  private long nanos;

  Elapsed(InstantSource clock) {
    this.clock = clock;
    this.last = clock.instant();
  }

  @Override
  public synchronized long currentTimeNanos() {
    Instant now = clock.instant();
    Duration step = Duration.between(last, now);
    last = now;
    if (step.isPositive()) {
      nanos += (step.compareTo(LONGEST_STEP) < 0 ? step : LONGEST_STEP).toNanos();
    }
    return nanos;
  }

  @Override
  public long read() {
    return currentTimeNanos();
  }

  @Override
  public boolean isWallClockBased() {
    return false;
  }
}
