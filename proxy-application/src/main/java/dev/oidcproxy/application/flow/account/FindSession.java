package dev.oidcproxy.application.flow.account;

import dev.oidcproxy.application.state.Accounts.AccountSession;
import dev.oidcproxy.application.state.State;
import dev.oidcproxy.application.state.Stored;
import dev.oidcproxy.domain.value.Secret;
import java.time.InstantSource;
import java.util.Optional;

/** Who is signed in to the account page in a browser. */
public final class FindSession {

  private final State state;
  private final InstantSource clock;

  public FindSession(State state, InstantSource clock) {
    this.state = state;
    this.clock = clock;
  }

  /**
   * @param cookie the browser's session cookie
   */
  public Optional<AccountSession> find(Optional<Secret> cookie) {
    return cookie
        .flatMap(secret -> state.accounts().sessions().find(secret.reveal()))
        .map(Stored::value)
        .filter(session -> clock.instant().isBefore(session.expiresAt()));
  }
}
