package dev.oidcproxy.application.flow.token;

import dev.oidcproxy.application.flow.Surroundings;
import dev.oidcproxy.application.state.Records;
import dev.oidcproxy.application.state.State;
import dev.oidcproxy.application.state.Stored;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.grant.Grant;
import dev.oidcproxy.domain.grant.Lease;
import dev.oidcproxy.domain.grant.Stage.Active;
import dev.oidcproxy.domain.grant.UpstreamTokens;
import dev.oidcproxy.domain.port.IdentityProvider;
import dev.oidcproxy.domain.port.IdentityProvider.Refreshed;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.domain.value.GrantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One upstream refresh per expiry, however many requests on however many nodes need it: a lease in
 * the grant decides who asks the provider, the others wait for the result. A lease runs out, so a
 * holder that died costs seconds, and the next one tries the token that is still stored.
 */
public final class UpstreamRefresh {

  /** Longer than any exchange with the provider may take. */
  private static final Duration LEASE = Duration.ofSeconds(40);

  private static final Duration POLL = Duration.ofMillis(25);

  private final Records<Grant> grants;
  private final IdentityProvider provider;
  private final EndGrant endGrant;
  private final Surroundings world;

  public UpstreamRefresh(
      State state, IdentityProvider provider, EndGrant endGrant, Surroundings world) {
    this.grants = state.grants();
    this.provider = provider;
    this.endGrant = endGrant;
    this.world = world;
  }

  /**
   * The grant with tokens for which {@code due} does not hold, or newer ones than it had when
   * asked: one refresh is all that is worth waiting for, however short the new tokens live. Empty
   * when the grant has ended.
   *
   * @throws UpstreamException.Unavailable when the provider gave no clear answer, in time; the
   *     grant is as it was
   */
  public Optional<Stored<Grant>> ensureFresh(GrantId id, Predicate<UpstreamTokens> due) {
    Instant patience = world.clock().instant().plus(LEASE);
    Optional<UpstreamTokens> atFirst = Optional.empty();
    boolean waited = false;
    while (true) {
      Instant now = world.clock().instant();
      Optional<Stored<Grant>> found = grants.find(id.value()).filter(g -> !g.value().expired(now));
      if (found.isEmpty() || !due.test(found.get().value().upstream())) {
        return found;
      }
      UpstreamTokens tokens = found.get().value().upstream();
      if (atFirst.filter(before -> !before.equals(tokens)).isPresent()) {
        return found;
      }
      atFirst = Optional.of(tokens);
      Active active = found.get().value().active().orElseThrow();
      if (active.lease().filter(lease -> lease.held(now)).isPresent()) {
        waitForHolder(now, patience);
        waited = true;
      } else if (waited && active.lease().isEmpty()) {
        // Given back without new tokens: whoever waited shares the failure and asks no more.
        throw new UpstreamException.Unavailable("the refresh that this one waited for failed");
      } else {
        Lease lease = new Lease(world.entropy().text(16), now.plus(LEASE));
        if (replace(found.get(), found.get().value().leased(active, lease))
            && refresh(found.get().value(), lease)) {
          return grants.find(id.value());
        }
      }
    }
  }

  private void waitForHolder(Instant now, Instant patience) {
    // An interrupted thread cannot pause, and would ask the store without end.
    if (!now.isBefore(patience) || Thread.currentThread().isInterrupted()) {
      throw new UpstreamException.Unavailable("another refresh of the same grant takes too long");
    }
    world.scheduler().pause(POLL);
  }

  /** Whether the grant has new tokens now; otherwise it ended, or the lease was lost. */
  private boolean refresh(Grant grant, Lease lease) {
    try {
      Refreshed refreshed = provider.refresh(grant.upstream(), grant.scope());
      world.events().on(new ProxyEvent.UpstreamRefreshed(grant.id()));
      return settle(grant, lease, Optional.of(refreshed));
    } catch (UpstreamException.GrantEnded e) {
      end(grant, lease);
      return false;
    } catch (RuntimeException e) {
      settle(grant, lease, Optional.empty());
      world.events().on(new ProxyEvent.UpstreamUnavailable("refresh"));
      throw e;
    }
  }

  /** Gives the lease back, with the new tokens if there are any; other changes in between stay. */
  private boolean settle(Grant leased, Lease lease, Optional<Refreshed> result) {
    while (true) {
      Optional<Stored<Grant>> current = grants.find(leased.id().value());
      if (current.isEmpty()) {
        // It was revoked meanwhile, with tokens that these replaced.
        result.ifPresent(r -> endGrant.abandon(r.tokens()));
        return false;
      }
      if (!holds(current.get().value(), lease)) {
        return false;
      }
      Grant grant = current.get().value();
      Grant released = grant.released(grant.active().orElseThrow());
      Grant next = result.map(r -> released.refreshed(r.tokens(), r.identity())).orElse(released);
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

  private static boolean holds(Grant grant, Lease lease) {
    return grant.active().flatMap(Active::lease).filter(lease::equals).isPresent();
  }

  private boolean replace(Stored<Grant> current, Grant next) {
    return grants.replace(current, next, next.expiresAt());
  }
}
