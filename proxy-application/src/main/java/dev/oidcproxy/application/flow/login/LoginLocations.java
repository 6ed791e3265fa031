package dev.oidcproxy.application.flow.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.oidcproxy.domain.authorization.LoginRequest;
import dev.oidcproxy.domain.error.UpstreamException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Where browsers are sent for their logins. To say it may take a request to the provider (RFC
 * 9126), so for one login it is found out once in a few seconds, however often a browser asks. A
 * login is the same with the very same state and nonce only.
 */
final class LoginLocations {

  /** The least that a pushed request is good for, by RFC 9126 section 2.2. */
  private static final Duration KEPT = Duration.ofSeconds(5);

  private static final Duration GARBAGE = Duration.ofMinutes(1);
  private static final int MOST = 10_000;

  private final Cache<LoginRequest, Place> places;
  private final InstantSource clock;

  LoginLocations(InstantSource clock) {
    this.clock = clock;
    // When places go is a matter of memory; whether they hold is asked of the clock below.
    this.places = Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(GARBAGE).build();
  }

  /**
   * @param ask finds out; what it throws of the provider is remembered as well
   * @throws UpstreamException what {@code ask} throws, or threw a moment ago
   */
  URI of(LoginRequest login, Function<LoginRequest, URI> ask) {
    return places.get(login, any -> new Place()).location(() -> ask.apply(login));
  }

  /** One login's; who asks while it is being found out waits for it. */
  private final class Place {

    private final Lock lock = new ReentrantLock();
    private Instant until = Instant.MIN;
    private Supplier<URI> known = () -> null;

    URI location(Supplier<URI> ask) {
      lock.lock();
      try {
        if (!clock.instant().isBefore(until)) {
          known = found(ask);
          until = clock.instant().plus(KEPT);
        }
        return known.get();
      } finally {
        lock.unlock();
      }
    }

    private static Supplier<URI> found(Supplier<URI> ask) {
      try {
        URI location = ask.get();
        return () -> location;
      } catch (UpstreamException e) {
        return () -> {
          throw e;
        };
      }
    }
  }
}
