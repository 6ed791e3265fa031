package dev.oidcproxy.application.flow.token;

import dev.oidcproxy.application.flow.Surroundings;
import dev.oidcproxy.application.state.State;
import dev.oidcproxy.domain.grant.Grant;
import dev.oidcproxy.domain.grant.UpstreamTokens;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.domain.port.ProxyEvents;
import java.util.Optional;

/**
 * Ends a grant: everything issued from it is dead on all nodes once the record is gone. That the
 * provider is to be told is written down before, so it cannot be forgotten in between.
 */
public final class EndGrant {

  private final State state;
  private final RevokeUpstream upstream;
  private final ProxyEvents events;

  public EndGrant(State state, RevokeUpstream upstream, Surroundings world) {
    this.state = state;
    this.upstream = upstream;
    this.events = world.events();
  }

  /** Has tokens revoked that came for a grant that has ended, or never began. */
  void abandon(UpstreamTokens tokens) {
    upstream.revoke(tokens);
  }

  /** Has the provider told when the consent that a grant waits for does not come. */
  public void endUnlessConsented(Grant held) {
    upstream.revokeUnlessConsented(held);
  }

  /** Ends it; false when it had ended already. */
  public boolean end(Grant grant, ProxyEvent.Reason reason) {
    boolean tell = reason != ProxyEvent.Reason.PROVIDER_ENDED;
    if (tell) {
      upstream.revoke(grant.upstream());
    }
    Optional<Grant> ended = state.grants().take(grant.id().value());
    // It may have got newer tokens since it was read.
    ended
        .map(Grant::upstream)
        .filter(tokens -> tell && !tokens.equals(grant.upstream()))
        .ifPresent(upstream::revoke);
    ended.ifPresent(g -> events.on(new ProxyEvent.GrantRevoked(g.client(), g.id(), reason)));
    return ended.isPresent();
  }
}
