package dev.oidcproxy.application.flow.admin;

import dev.oidcproxy.application.flow.Surroundings;
import dev.oidcproxy.application.state.State;
import dev.oidcproxy.application.state.State.BlockedClient;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.domain.value.ClientId;
import java.time.Duration;
import java.time.Instant;

/**
 * Revokes a client: its id is blocked first, so that nothing new can begin, and then its grants
 * end. The registration stays until nobody used it for long enough, so that it can be taken back.
 */
public final class RevokeClient {

  /** Every entry of a store has a lifetime; this one is meant to last. */
  private static final Duration BLOCKED = Duration.ofDays(3650);

  private final State state;
  private final RevokeGrants grants;
  private final Surroundings world;

  public RevokeClient(State state, RevokeGrants grants, Surroundings world) {
    this.state = state;
    this.grants = grants;
    this.world = world;
  }

  /**
   * Any id can be blocked, whether a record of it exists or not: those of metadata documents have
   * none.
   */
  public RevokeGrants.Revoked revoke(ClientId id) {
    Instant now = world.clock().instant();
    Instant until = now.plus(BLOCKED);
    if (state.blockedClients().insert(id.value(), new BlockedClient(id, now, until), until)) {
      world.events().on(new ProxyEvent.ClientBlocked(id));
    }
    return grants.revoke(GrantQuery.of(id));
  }
}
