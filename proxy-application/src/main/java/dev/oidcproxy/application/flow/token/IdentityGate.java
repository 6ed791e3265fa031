package dev.oidcproxy.application.flow.token;

import dev.oidcproxy.domain.access.AllowedIdentities;
import dev.oidcproxy.domain.access.Denial;
import dev.oidcproxy.domain.grant.Login;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.domain.port.ProxyEvents;
import dev.oidcproxy.domain.value.ClientId;
import java.util.Optional;

/** Whom the operator lets in, of those whom the provider lets in. */
public record IdentityGate(AllowedIdentities allowed, EndGrant endGrant, ProxyEvents events) {

  /**
   * Whether this person may have what was signed in for. Otherwise the provider's tokens are on
   * their way back, and the operator can find out why.
   */
  public boolean admits(ClientId client, Login login) {
    Optional<Denial> denial = allowed.denial(login.identity(), login.claims());
    denial.ifPresent(why -> {
      endGrant.abandon(login.tokens());
      events.on(
          new ProxyEvent.IdentityDenied(
              client, login.identity().subject(), why.words(), why.isShapeMismatch()));
    });
    return denial.isEmpty();
  }
}
