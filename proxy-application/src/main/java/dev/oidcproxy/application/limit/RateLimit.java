package dev.oidcproxy.application.limit;

import dev.oidcproxy.application.flow.Surroundings;
import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.error.OAuthException;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.domain.port.ProxyEvents;
import dev.oidcproxy.domain.value.TokenHash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How often one thing may be asked for, in rings from the narrowest to the widest. Whoever uses up
 * a narrow ring takes nothing from a wider one, and so nothing from others; a narrow ring that was
 * forgotten in a flood leaves the wider ones standing.
 */
public final class RateLimit {

  private final String name;
  private final String words;
  private final ProxyEvents events;
  private final Elapsed time;
  private final List<Ring> rings = new ArrayList<>();

  private RateLimit(String name, String words, Surroundings world) {
    this.name = name;
    this.words = words;
    this.events = world.events();
    this.time = new Elapsed(world.clock());
  }

  private record Ring(By by, Buckets buckets) {

    String key(String what, AddressPrefix from) {
      return switch (by) {
        case CALLER -> TokenHash.of(what).value() + from.value();
        case ADDRESS -> from.value();
        case THING -> TokenHash.of(what).value();
        case ALL -> "";
      };
    }
  }

  /** What shares a bucket. */
  private enum By {
    /** The same thing from the same address. */
    CALLER("from this address"),
    ADDRESS("from this address"),
    THING("at one host"),
    ALL("at this server");

    private final String where;

    By(String where) {
      this.where = where;
    }
  }

  /**
   * New registrations that are written down: as many a minute of one metadata from one address,
   * twice as many from one address, ten times as many in all.
   */
  public static RateLimit ofRegistrations(int perMinute, Surroundings world) {
    return new RateLimit("registration", "new registrations", world)
        .ring(By.CALLER, perMinute)
        .ring(By.ADDRESS, 2 * perMinute)
        .ring(By.ALL, 10 * perMinute);
  }

  /**
   * Authorization requests, for a client from an address. A transaction lives 15 minutes, so all
   * that are let in do not fill the store in memory.
   */
  public static RateLimit ofAuthorizations(Surroundings world) {
    return new RateLimit("authorization", "sign-ins were begun", world)
        .ring(By.CALLER, 600)
        .ring(By.ADDRESS, 1_200)
        .ring(By.ALL, 12_000);
  }

  /** Sign-ins to the account page: each is written down, and only people come there. */
  public static RateLimit ofAccountLogins(Surroundings world) {
    return new RateLimit("account", "sign-ins to the account page were begun", world)
        .ring(By.ADDRESS, 120)
        .ring(By.ALL, 1_200);
  }

  /** Fetches of client documents, by host: nobody is to be overrun by us. */
  public static RateLimit ofDocuments(Surroundings world) {
    return new RateLimit("client_documents", "client documents were asked for", world)
        .ring(By.THING, 30)
        .ring(By.ALL, 600);
  }

  /**
   * Failed proofs of a client from an address. Nothing that all share, and nothing by client alone:
   * either would let a stranger shut the rightful client out.
   */
  public static RateLimit ofFailedAuthentications(Surroundings world) {
    return new RateLimit("client_authentication", "failed client authentications", world)
        .ring(By.CALLER, 30)
        .ring(By.ADDRESS, 300);
  }

  /** Registrations that are deleted: each costs a search of all grants. */
  public static RateLimit ofDeletions(Surroundings world) {
    return new RateLimit("client_deletion", "registrations were deleted", world)
        .ring(By.ADDRESS, 10)
        .ring(By.ALL, 60);
  }

  /**
   * Counts one.
   *
   * @param what is asked for, of any length
   * @throws OAuthException {@link OAuthError.TooManyRequests}, and then nothing is counted
   */
  public void take(String what, AddressPrefix from) {
    for (int i = 0; i < rings.size(); i++) {
      Ring ring = rings.get(i);
      Optional<Duration> wait = ring.buckets().take(ring.key(what, from));
      if (wait.isPresent()) {
        rings.subList(0, i).forEach(r -> r.buckets().putBack(r.key(what, from)));
        throw refused(ring, wait.get());
      }
    }
  }

  /** As {@link #take(String, AddressPrefix)}, whoever asks. */
  public void take(String what) {
    take(what, new AddressPrefix(""));
  }

  /**
   * Counts nothing.
   *
   * @throws OAuthException {@link OAuthError.TooManyRequests} when {@link #take} would throw it
   */
  public void look(String what, AddressPrefix from) {
    for (Ring ring : rings) {
      Optional<Duration> wait = ring.buckets().look(ring.key(what, from));
      if (wait.isPresent()) {
        throw refused(ring, wait.get());
      }
    }
  }

  /** How many buckets are remembered in all. */
  long size() {
    return rings.stream().mapToLong(ring -> ring.buckets().size()).sum();
  }

  private RateLimit ring(By by, int perMinute) {
    rings.add(new Ring(by, new Buckets(perMinute, time)));
    return this;
  }

  private OAuthException refused(Ring ring, Duration wait) {
    events.on(new ProxyEvent.LimitReached(name));
    return new OAuthException(
        new OAuthError.TooManyRequests(
            "too many " + words + " " + ring.by().where + "; try again later",
            // Whole seconds, and never one too early.
            Duration.ofSeconds(wait.plusNanos(999_999_999).toSeconds())));
  }
}
