package dev.oidcproxy.application.outbound;

import dev.oidcproxy.domain.error.UpstreamException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Something of somebody else's that is fetched when first needed, kept for an hour, and used for up
 * to a day when it cannot be fetched again. However many ask, one fetches at a time, and failed or
 * forced attempts are spaced, so neither strangers nor an outage make a storm.
 */
public final class Fetched<T> {

  static final Duration FRESH = Duration.ofHours(1);
  static final Duration USABLE = Duration.ofDays(1);
  static final Duration FORCED = Duration.ofSeconds(30);
  private static final int LONGEST_BACKOFF = 32;

  private final Supplier<T> source;
  private final InstantSource clock;
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile Success<T> success;
  private volatile Failure failure;

  /**
   * @param source fetches; throws {@link UpstreamException.Unavailable} when it cannot
   */
  public Fetched(Supplier<T> source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
  }

  private record Success<T>(T value, Instant at) {}

  /**
   * @param inARow how many attempts failed since the last success, this one among them
   */
  private record Failure(String reason, Instant at, int inARow) {

    Duration backoff() {
      return Duration.ofSeconds(Math.min(LONGEST_BACKOFF, 1L << Math.min(inARow - 1, 10)));
    }
  }

  /**
   * The value, fetched if there is none fresh enough.
   *
   * @throws UpstreamException.Unavailable when there is none, not even an old one
   */
  public T current() {
    Success<T> have = success;
    if (have != null && within(FRESH, have.at)) {
      return have.value;
    }
    if (have != null && within(USABLE, have.at)) {
      return renewed(have);
    }
    fetching.lock();
    try {
      // Whoever waited here takes what came meanwhile.
      have = success;
      return have != null && within(FRESH, have.at) ? have.value : fetchUnlessJustFailed();
    } finally {
      fetching.unlock();
    }
  }

  /**
   * A value that may be newer than {@link #current}'s, for whoever missed something in that. Asks
   * at most every half minute; in between it is what that attempt gave.
   *
   * @throws UpstreamException.Unavailable when the last attempt failed
   */
  public T newer() {
    fetching.lock();
    try {
      Failure failed = failure;
      if (failed != null && within(FORCED, failed.at)) {
        throw unavailable(failed);
      }
      Success<T> have = success;
      return have != null && within(FORCED, have.at) ? have.value : fetch();
    } finally {
      fetching.unlock();
    }
  }

  /** An old value serves everybody but the one who fetches, and that one too when it fails. */
  private T renewed(Success<T> old) {
    if (!fetching.tryLock()) {
      return old.value;
    }
    try {
      return fetchUnlessJustFailed();
    } catch (UpstreamException.Unavailable e) {
      return old.value;
    } finally {
      fetching.unlock();
    }
  }

  private T fetchUnlessJustFailed() {
    Failure failed = failure;
    if (failed != null && within(failed.backoff(), failed.at)) {
      throw unavailable(failed);
    }
    return fetch();
  }

  private T fetch() {
    try {
      T value = source.get();
      success = new Success<>(value, clock.instant());
      failure = null;
      return value;
    } catch (UpstreamException.Unavailable e) {
      int before = failure == null ? 0 : failure.inARow;
      failure = new Failure(e.getMessage(), clock.instant(), before + 1);
      throw e;
    }
  }

  private static UpstreamException.Unavailable unavailable(Failure failure) {
    return new UpstreamException.Unavailable(failure.reason);
  }

  /** By distance, so that a clock that was turned back blocks nothing for long. */
  private boolean within(Duration span, Instant at) {
    return Duration.between(at, clock.instant()).abs().compareTo(span) < 0;
  }
}
