package dev.oidcproxy.domain.token;

import dev.oidcproxy.domain.claim.Claims;
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
 *
 * @param claims what of the provider's claims was said when it was issued
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
    Instant expiresAt,
    Claims claims) {

  /** One that says nothing of the provider's. */
  public AccessToken(
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
    this(
        id,
        issuer,
        audience,
        subject,
        client,
        scope,
        grant,
        generation,
        issuedAt,
        expiresAt,
        Claims.NONE);
  }

  public boolean expired(Instant now) {
    return !now.isBefore(expiresAt);
  }
}
