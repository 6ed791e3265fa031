package dev.oidcproxy.application.flow.account;

import dev.oidcproxy.application.flow.Surroundings;
import dev.oidcproxy.application.flow.token.EndGrant;
import dev.oidcproxy.application.state.State;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.domain.value.Subject;
import java.util.Optional;

/** Ends everything that a client holds of a person, and their consent to it. */
public final class DisconnectApp {

  private final OwnGrants grants;
  private final State state;
  private final EndGrant endGrant;
  private final Surroundings world;

  public DisconnectApp(OwnGrants grants, State state, EndGrant endGrant, Surroundings world) {
    this.grants = grants;
    this.state = state;
    this.endGrant = endGrant;
    this.world = world;
  }

  /** How much ended; asked again, nothing does. */
  public long disconnect(Subject subject, ClientId client) {
    state
        .rememberedConsents()
        .forget(Optional.of(client), Optional.of(subject.id()), world.clock().instant());
    return grants
        .of(subject)
        .filter(grant -> grant.client().equals(client))
        .filter(grant -> endGrant.end(grant, ProxyEvent.Reason.PERSON))
        .count();
  }
}
