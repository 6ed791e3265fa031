package dev.oidcproxy.application.flow.token;

import dev.oidcproxy.application.flow.Surroundings;
import dev.oidcproxy.application.state.Attempts;
import dev.oidcproxy.application.state.Records;
import dev.oidcproxy.application.state.State;
import dev.oidcproxy.application.state.Stored;
import dev.oidcproxy.domain.error.StoreException;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.grant.Grant;
import dev.oidcproxy.domain.grant.Identity;
import dev.oidcproxy.domain.grant.Lease;
import dev.oidcproxy.domain.grant.Login;
import dev.oidcproxy.domain.grant.Stage.Active;
import dev.oidcproxy.domain.port.IdentityProvider;
import dev.oidcproxy.domain.port.IdentityProvider.Refreshed;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.domain.value.GrantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One upstream refresh per expiry, however many requests on however many nodes need it. Within the
 * process one thread goes for all. Between nodes a lease in the grant decides who asks the
 * provider, and the others wait for the result. A lease runs out, so a holder that died costs
 * seconds, and the next one tries the token that is still stored.
 */
public final class UpstreamRefresh {

  /** What a lease is longer than the exchange: for writing down what came of it. */
  private static final Duration MARGIN = Duration.ofSeconds(10);

  /** How far the clocks of two nodes may be apart. */
  private static final Duration SKEW = Duration.ofSeconds(60);

  private final Records<Grant> grants;
  private final IdentityProvider provider;
  private final IdentityGate people;
  private final EndGrant endGrant;
  private final Surroundings world;
  private final Duration leaseTime;
  private final Flights<GrantId, Optional<Stored<Grant>>> flights;

  public UpstreamRefresh(
      State state, IdentityProvider provider, IdentityGate people, Surroundings world) {
    this.grants = state.grants();
    this.provider = provider;
    this.people = people;
    this.endGrant = people.endGrant();
    this.world = world;
    this.leaseTime = provider.longestExchange().plus(MARGIN);
    this.flights = new Flights<>(leaseTime.plus(MARGIN));
  }

  /**
   * The grant with newer tokens of the provider than {@code stale} has: one refresh is all that is
   * worth waiting for, however short the new tokens live. Empty when the grant has ended.
   *
   * @throws UpstreamException.Unavailable when the provider gave no clear answer, in time; the
   *     grant is as it was
   * @throws StoreException when the store did not answer
   */
  public Optional<Stored<Grant>> renew(Grant stale) {
    Attempts attempts = new Attempts();
    while (true) {
      attempts.next();
      Optional<Stored<Grant>> result = flights.join(stale.id(), () -> new Waiting(stale).bring());
      // Whom this one waited for may have asked for no newer tokens than these.
      if (result.filter(g -> !newer(g.value(), stale)).isEmpty()) {
        return result;
      }
    }
  }

  /** The way of the one thread that goes, and what it has seen on it. */
  private final class Waiting {

    private final Grant stale;
    private final Backoff backoff = new Backoff(world, leaseTime.plus(MARGIN));
    private final Attempts attempts = new Attempts();
    private Optional<Lease> watched = Optional.empty();
    private Instant watchedSince = Instant.EPOCH;

    Waiting(Grant stale) {
      this.stale = stale;
    }

    Optional<Stored<Grant>> bring() {
      while (true) {
        Instant now = world.clock().instant();
        Optional<Stored<Grant>> found =
            grants.find(stale.id().value()).filter(g -> !g.value().expired(now));
        if (found.filter(g -> !newer(g.value(), stale)).isEmpty()) {
          return found;
        }
        Optional<Lease> lease = active(found.get().value()).lease();
        if (lease.filter(l -> alive(l, now)).isPresent()) {
          if (!backoff.pause()) {
            throw unavailable("another refresh of the same grant takes too long");
          }
        } else if (lease.isEmpty() && watched.isPresent()) {
          // Given back without new tokens: whoever waited shares the failure and asks no more.
          throw unavailable("the refresh that this one waited for failed");
        } else if (refresh(found.get())) {
          return grants.find(stale.id().value());
        }
      }
    }

    /**
     * Whether a lease may still be in use. Its end is by the clock of its holder, which may be
     * behind ours: it is over when that cannot matter, or after we watched it for as long as it may
     * last.
     */
    private boolean alive(Lease lease, Instant now) {
      if (watched.filter(lease::equals).isEmpty()) {
        watched = Optional.of(lease);
        watchedSince = now;
      }
      return lease.held(now.minus(SKEW)) && now.isBefore(watchedSince.plus(leaseTime));
    }

    /** Whether the grant has new tokens now; otherwise it ended, or another was faster. */
    private boolean refresh(Stored<Grant> stored) {
      attempts.next();
      Grant grant = stored.value();
      Instant until = world.clock().instant().plus(leaseTime);
      Lease lease = new Lease(world.entropy().text(16), until);
      return replace(stored, grant.leased(active(grant), lease)) && exchange(grant, lease);
    }
  }

  private boolean exchange(Grant grant, Lease lease) {
    Refreshed refreshed;
    try {
      refreshed = provider.refresh(grant.upstream(), grant.scope());
    } catch (UpstreamException.GrantEnded e) {
      end(grant, lease);
      return false;
    } catch (UpstreamException.Unverified e) {
      keep(
          grant,
          lease,
          new Refreshed(grant.upstream().refreshedBy(e.refreshToken()), Optional.empty()));
      world.events().on(new ProxyEvent.UpstreamUnavailable("refresh"));
      throw e;
    } catch (RuntimeException e) {
      giveBack(grant, lease, e);
      world.events().on(new ProxyEvent.UpstreamUnavailable("refresh"));
      throw e;
    }
    world.events().on(new ProxyEvent.UpstreamRefreshed(grant.id()));
    if (refreshed.identity().filter(seen -> !admits(grant, refreshed, seen)).isPresent()) {
      endGrant.end(grant, ProxyEvent.Reason.IDENTITY_DENIED);
      return false;
    }
    return keep(grant, lease, refreshed);
  }

  /**
   * Writes the new tokens down. A provider that rotates has just made the stored refresh token
   * worthless, so a store that fails now is asked again for as long as the lease keeps others from
   * trying the old one; after that another may be at it, and our answer would undo theirs.
   */
  private boolean keep(Grant leased, Lease lease, Refreshed refreshed) {
    Backoff backoff = new Backoff(world, Duration.between(world.clock().instant(), lease.until()));
    while (true) {
      try {
        return settle(leased, lease, Optional.of(refreshed));
      } catch (StoreException e) {
        if (!backoff.pause()) {
          throw e;
        }
      }
    }
  }

  /** What is not given back runs out, so trouble with the store hides no other trouble. */
  private void giveBack(Grant leased, Lease lease, RuntimeException trouble) {
    try {
      settle(leased, lease, Optional.empty());
    } catch (StoreException e) {
      trouble.addSuppressed(e);
    }
  }

  /** Gives the lease back, with the new tokens if there are any; other changes in between stay. */
  private boolean settle(Grant leased, Lease lease, Optional<Refreshed> result) {
    Attempts attempts = new Attempts();
    while (true) {
      attempts.next();
      Optional<Stored<Grant>> current = grants.find(leased.id().value());
      if (current.isEmpty()) {
        // It was revoked meanwhile, with tokens that these replaced.
        result.ifPresent(r -> endGrant.abandon(r.tokens()));
        return false;
      }
      Grant grant = current.get().value();
      if (!holds(grant, lease)) {
        // Perhaps by ourselves: a write that the store did not confirm may have happened.
        return result.filter(r -> r.tokens().equals(grant.upstream())).isPresent();
      }
      Grant released = grant.released(active(grant));
      Grant next =
          result
              .map(r -> released.refreshed(r.tokens(), r.identity(), people.claims(r)))
              .orElse(released);
      if (replace(current.get(), next)) {
        return true;
      }
    }
  }

  /**
   * The provider says the grant is over. That is believed only while the lease is still ours: after
   * it, another may have used the same token and got a newer one.
   */
  private void end(Grant leased, Lease lease) {
    grants
        .find(leased.id().value())
        .filter(g -> holds(g.value(), lease))
        .ifPresent(g -> endGrant.end(g.value(), ProxyEvent.Reason.PROVIDER_ENDED));
  }

  private boolean admits(Grant grant, Refreshed refreshed, Identity seen) {
    return people.admits(grant.client(), new Login(seen, refreshed.tokens(), refreshed.claims()));
  }

  private static boolean newer(Grant grant, Grant stale) {
    return !grant.upstream().equals(stale.upstream());
  }

  private static boolean holds(Grant grant, Lease lease) {
    return grant.active().flatMap(Active::lease).filter(lease::equals).isPresent();
  }

  private boolean replace(Stored<Grant> current, Grant next) {
    return grants.replace(current, next, next.expiresAt());
  }

  private static Active active(Grant grant) {
    return grant.active().orElseThrow();
  }

  private static UpstreamException.Unavailable unavailable(String why) {
    return new UpstreamException.Unavailable(why);
  }
}
