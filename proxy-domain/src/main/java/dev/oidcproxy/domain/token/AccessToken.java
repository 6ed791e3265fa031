package dev.oidcproxy.domain.token;

import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.domain.value.GrantId;
import dev.oidcproxy.domain.value.Resource;
import dev.oidcproxy.domain.value.Scope;
import java.time.Instant;
import java.util.Set;

/**
 * What one of our access tokens says (RFC 9068): the claims before signing, or after the signature
 * was verified. It names the grant it lives from, and which generation of its refresh token it came
 * with.
 */
public record AccessToken(
    String id,
    String issuer,
    Resource audience,
    String subject,
    ClientId client,
    Set<Scope> scope,
    GrantId grant,
    int generation,
    Instant issuedAt,
    Instant expiresAt) {

  public boolean expired(Instant now) {
    return !now.isBefore(expiresAt);
  }
}
