package dev.oidcproxy.application.flow.account;

import dev.oidcproxy.application.state.State;
import dev.oidcproxy.domain.value.Secret;

/** Signs a browser out of the account page; the apps keep what they have. */
public final class EndSession {

  private final State state;

  public EndSession(State state) {
    this.state = state;
  }

  public void end(Secret cookie) {
    state.accounts().sessions().delete(cookie.reveal());
  }
}
