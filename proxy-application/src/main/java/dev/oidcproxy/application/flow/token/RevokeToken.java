package dev.oidcproxy.application.flow.token;

import dev.oidcproxy.application.state.State;
import dev.oidcproxy.application.state.Stored;
import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.grant.Grant;
import dev.oidcproxy.domain.grant.RefreshToken;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.domain.port.TokenSigner;
import dev.oidcproxy.domain.token.AccessToken;
import java.util.Optional;

/**
 * Token revocation (RFC 7009): either token ends the grant, and with it everything issued from it.
 * What we do not know, or what is another client's, is a success without effect.
 */
public final class RevokeToken {

  private final State state;
  private final TokenSigner signer;
  private final EndGrant endGrant;

  public RevokeToken(State state, TokenSigner signer, EndGrant endGrant) {
    this.state = state;
    this.signer = signer;
    this.endGrant = endGrant;
  }

  public void revoke(Client client, String token) {
    byRefreshToken(token)
        .or(() -> byAccessToken(token))
        .filter(grant -> grant.client().equals(client.id()))
        .ifPresent(grant -> endGrant.end(grant, ProxyEvent.Reason.CLIENT_REVOKED));
  }

  private Optional<Grant> byRefreshToken(String token) {
    return RefreshToken.parse(token)
        .flatMap(t -> state.grants().find(t.grant().value()).filter(g -> g.value().proves(t)))
        .map(Stored::value);
  }

  private Optional<Grant> byAccessToken(String token) {
    return signer
        .verify(token)
        .map(AccessToken::grant)
        .flatMap(id -> state.grants().find(id.value()))
        .map(Stored::value);
  }
}
