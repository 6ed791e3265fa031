package dev.oidcproxy.application.flow.token;

import dev.oidcproxy.domain.access.AllowedIdentities;
import dev.oidcproxy.domain.access.Denial;
import dev.oidcproxy.domain.claim.ClaimMapping;
import dev.oidcproxy.domain.claim.Claims;
import dev.oidcproxy.domain.grant.Login;
import dev.oidcproxy.domain.grant.ProviderClaims;
import dev.oidcproxy.domain.port.IdentityProvider.Refreshed;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.domain.port.ProxyEvents;
import dev.oidcproxy.domain.value.ClientId;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whom the operator lets in, of those whom the provider lets in, and what of their claims goes on.
 */
public record IdentityGate(
    AllowedIdentities allowed, ClaimMapping mapping, EndGrant endGrant, ProxyEvents events) {

  private static final Logger LOG = LoggerFactory.getLogger(IdentityGate.class);

  /**
   * Whether this person may have what was signed in for. Otherwise the provider's tokens are on
   * their way back, and the operator can find out why.
   */
  public boolean admits(ClientId client, Login login) {
    Optional<Denial> denial = allowed.denial(login.identity(), login.claims());
    denial.ifPresentOrElse(
        why -> {
          endGrant.abandon(login.tokens());
          events.on(
              new ProxyEvent.IdentityDenied(
                  client, login.identity().subject(), why.words(), why.isShapeMismatch()));
        },
        () -> tellWhatIsLeftOut(login.claims()));
    return denial.isEmpty();
  }

  /** What of a provider's claims is kept of somebody who was let in. */
  public Claims claims(ProviderClaims said) {
    return mapping.map(said.members()).claims();
  }

  /** As above, of a refresh; absent when it said nothing of the person. */
  Optional<Claims> claims(Refreshed result) {
    return result.identity().map(seen -> claims(result.claims()));
  }

  /** Otherwise nobody finds out why a backend does not know what the provider says. */
  private void tellWhatIsLeftOut(ProviderClaims said) {
    mapping
        .map(said.members())
        .leftOut()
        .forEach((name, why) -> LOG.warn("the claim {} of a sign-in is left out: {}", name, why));
  }
}
