package dev.oidcproxy.application.crypto;

import static java.util.Objects.requireNonNull;

import dev.oidcproxy.domain.claim.Claims;
import dev.oidcproxy.domain.token.AccessToken;
import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.domain.value.GrantId;
import dev.oidcproxy.domain.value.Resource;
import dev.oidcproxy.domain.value.Scope;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;

/**
 * The claims of RFC 9068 section 2.2, and {@code gid}: the grant and the generation of the refresh
 * token that came with this token, {@code <grant id>.<n>}. Beside them what of the provider's
 * claims goes on, which never takes the place of one of these.
 */
final class AccessTokenClaims {

  private static final Pattern GRANT = Pattern.compile("([A-Za-z0-9_-]{22})\\.(\\d{1,9})");

  private static final Set<String> OURS =
      Set.of("iss", "aud", "sub", "client_id", "scope", "iat", "exp", "jti", "gid");

  private AccessTokenClaims() {}

  static JwtClaims of(AccessToken token) {
    JwtClaims claims = new JwtClaims();
    token.claims().values().forEach(claims::setClaim);
    claims.setIssuer(token.issuer());
    claims.setAudience(token.audience().identifier());
    claims.setSubject(token.subject());
    claims.setStringClaim("client_id", token.client().value());
    claims.setStringClaim("scope", Scope.join(token.scope()));
    claims.setIssuedAt(NumericDate.fromSeconds(token.issuedAt().getEpochSecond()));
    claims.setExpirationTime(NumericDate.fromSeconds(token.expiresAt().getEpochSecond()));
    claims.setJwtId(token.id());
    claims.setStringClaim("gid", token.grant().value() + "." + token.generation());
    return claims;
  }

  /** Empty unless every claim is there and of its type. */
  static Optional<AccessToken> read(JwtClaims claims) {
    try {
      Matcher grant = GRANT.matcher(claims.getStringClaimValue("gid"));
      List<String> audience = claims.getAudience();
      if (!grant.matches() || audience.size() != 1) {
        return Optional.empty();
      }
      return Optional.of(
          new AccessToken(
              requireNonNull(claims.getJwtId()),
              requireNonNull(claims.getIssuer()),
              new Resource(audience.getFirst()),
              requireNonNull(claims.getSubject()),
              new ClientId(claims.getStringClaimValue("client_id")),
              Scope.parse(claims.getStringClaimValue("scope")),
              new GrantId(grant.group(1)),
              Integer.parseInt(grant.group(2)),
              Instant.ofEpochSecond(claims.getIssuedAt().getValue()),
              Instant.ofEpochSecond(claims.getExpirationTime().getValue()),
              others(claims)));
    } catch (MalformedClaimException
        | IllegalArgumentException
        | DateTimeException
        | NullPointerException e) {
      return Optional.empty();
    }
  }

  private static Claims others(JwtClaims claims) {
    Map<String, Object> others = new LinkedHashMap<>(claims.getClaimsMap());
    others.keySet().removeAll(OURS);
    return Claims.ofUsable(others);
  }
}
