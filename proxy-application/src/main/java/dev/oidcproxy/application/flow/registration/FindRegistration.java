package dev.oidcproxy.application.flow.registration;

import dev.oidcproxy.application.state.State;
import dev.oidcproxy.application.state.Stored;
import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.error.OAuthException;
import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.domain.value.Secret;
import java.time.InstantSource;

/** Finds a registration for whoever has its registration access token (RFC 7592 section 2.1). */
public final class FindRegistration {

  private final State state;
  private final InstantSource clock;

  public FindRegistration(State state, InstantSource clock) {
    this.state = state;
    this.clock = clock;
  }

  /**
   * The registration.
   *
   * @throws OAuthException {@code invalid_token}: there is none, it is not managed, an
   *     administrator blocked it, or the token is another's; which of these is not said
   */
  public Stored<Client> find(String clientId, Secret token) {
    if (!ClientId.wellFormed(clientId)) {
      throw refused();
    }
    return state
        .clients()
        .find(clientId)
        .filter(c -> !c.value().expired(clock.instant()))
        .filter(
            c -> c.value().registrationToken().filter(h -> h.matches(token.reveal())).isPresent())
        .filter(c -> state.blockedClients().find(clientId).isEmpty())
        .orElseThrow(FindRegistration::refused);
  }

  private static OAuthException refused() {
    return new OAuthException(
        new OAuthError.InvalidToken("the registration access token is not one of this client"));
  }
}
