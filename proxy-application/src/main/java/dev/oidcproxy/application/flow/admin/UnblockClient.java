package dev.oidcproxy.application.flow.admin;

import dev.oidcproxy.application.state.State;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.domain.port.ProxyEvents;
import dev.oidcproxy.domain.value.ClientId;

/** Takes a client's revocation back. Its people sign in again. */
public final class UnblockClient {

  private final State state;
  private final ProxyEvents events;

  public UnblockClient(State state, ProxyEvents events) {
    this.state = state;
    this.events = events;
  }

  /** Whether it was blocked. */
  public boolean unblock(ClientId id) {
    boolean blocked = state.blockedClients().take(id.value()).isPresent();
    if (blocked) {
      events.on(new ProxyEvent.ClientUnblocked(id));
    }
    return blocked;
  }
}
