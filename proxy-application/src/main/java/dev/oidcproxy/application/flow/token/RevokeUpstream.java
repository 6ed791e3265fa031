package dev.oidcproxy.application.flow.token;

import dev.oidcproxy.application.flow.Surroundings;
import dev.oidcproxy.application.state.Records;
import dev.oidcproxy.application.state.State;
import dev.oidcproxy.application.state.State.UpstreamRevocation;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.grant.UpstreamTokens;
import dev.oidcproxy.domain.port.IdentityProvider;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.domain.port.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The queue of tokens that the provider is to revoke (RFC 7009): written first, worked off in the
 * background until the provider took each or a day is over. Revoking twice does no harm, so nodes
 * need not agree on who works.
 */
public final class RevokeUpstream {

  private static final Duration PATIENCE = Duration.ofDays(1);
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private final Records<UpstreamRevocation> queue;
  private final IdentityProvider provider;
  private final Surroundings world;

  public RevokeUpstream(State state, IdentityProvider provider, Surroundings world) {
    this.queue = state.upstreamRevocations();
    this.provider = provider;
    this.world = world;
  }

  /** Works in the background until closed. */
  public Subscription start() {
    return world.scheduler().repeat(INTERVAL, this::work);
  }

  void revoke(UpstreamTokens tokens) {
    String id = world.entropy().text(16);
    Instant until = world.clock().instant().plus(PATIENCE);
    queue.put(id, new UpstreamRevocation(id, tokens), until);
  }

  private void work() {
    List<UpstreamRevocation> waiting = queue.all().toList();
    for (UpstreamRevocation revocation : waiting) {
      try {
        provider.revoke(revocation.tokens());
        queue.delete(revocation.id());
      } catch (UpstreamException.Unavailable e) {
        world.events().on(new ProxyEvent.UpstreamUnavailable("revoke"));
        return;
      } catch (UpstreamException e) {
        // What is said of one token says nothing of the others.
        world.events().on(new ProxyEvent.UpstreamUnavailable("revoke"));
      }
    }
  }
}
