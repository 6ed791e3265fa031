package dev.oidcproxy.application.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Optional;

/**
 * A bucket for each key, which holds what a minute allows and fills up steadily. One that nobody
 * asked for a minute is full, so it can be forgotten; how many are remembered is bounded.
 */
final class Buckets {

  /** Of a few hundred bytes each. */
  static final int MOST = 10_000;

  private static final Duration REFILL = Duration.ofMinutes(1);

  private final Cache<String, Bucket> byKey;
  private final int perMinute;
  private final Elapsed time;

  Buckets(int perMinute, Elapsed time) {
    this.perMinute = perMinute;
    this.time = time;
    this.byKey =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(REFILL)
            .ticker(time)
            // At once, so that the bound holds at every moment of a flood.
            .executor(Runnable::run)
            .build();
  }

  /** Takes one; if there is none, takes nothing and says how long to wait for it. */
  Optional<Duration> take(String key) {
    var probe = bucket(key).tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  /** As {@link #take}, but takes nothing. */
  Optional<Duration> look(String key) {
    var probe = bucket(key).estimateAbilityToConsume(1);
    return probe.canBeConsumed()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  void putBack(String key) {
    bucket(key).addTokens(1);
  }

  /** How many are remembered. */
  long size() {
    return byKey.estimatedSize();
  }

  private Bucket bucket(String key) {
    return byKey.get(key, k -> full());
  }

  private Bucket full() {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, REFILL))
        .withCustomTimePrecision(time)
        .build();
  }
}
