package dev.oidcproxy.distribution.demo.provider;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jose4j.jwt.JwtClaims;

/** Makes the tokens of a grant and knows its own access tokens again. */
final class TokenIssuer {

  static final Duration LIFETIME = Duration.ofMinutes(10);

  private static final String ACCESS_TOKEN_TYPE = "at+jwt";
  private static final String GRANT_CLAIM = "sid";

  private final URI issuer;
  private final String clientId;
  private final SigningKey key;
  private final InstantSource clock;

  TokenIssuer(URI issuer, String clientId, SigningKey key, InstantSource clock) {
    this.issuer = issuer;
    this.clientId = clientId;
    this.key = key;
    this.clock = clock;
  }

  /** The token response (RFC 6749 §5.1, OpenID Connect Core §3.1.3.3). */
  Map<String, Object> issue(Grant grant) {
    Instant now = clock.instant();
    String accessToken = key.sign(ACCESS_TOKEN_TYPE, accessTokenClaims(grant, now));
    Map<String, Object> response = new LinkedHashMap<>();
    response.put("access_token", accessToken);
    response.put("token_type", "Bearer");
    response.put("expires_in", LIFETIME.toSeconds());
    response.put("scope", String.join(" ", grant.request().scope()));
    response.put("refresh_token", grant.currentToken());
    response.put("id_token", key.sign("JWT", idTokenClaims(grant, now, accessToken)));
    return response;
  }

  /** The id of the grant that this access token is of, while the token itself is good. */
  Optional<String> grantOf(String accessToken) {
    return key.verify(ACCESS_TOKEN_TYPE, accessToken)
        .filter(this::isInTime)
        .map(claims -> claims.getClaimValueAsString(GRANT_CLAIM));
  }

  private boolean isInTime(JwtClaims claims) {
    return claims.getClaimValue("exp") instanceof Number end
        && clock.instant().getEpochSecond() < end.longValue();
  }

  /** RFC 9068 §2.2; claims about the user by scope, as its §2.2.2 allows. */
  private Map<String, Object> accessTokenClaims(Grant grant, Instant now) {
    Map<String, Object> claims = commonClaims(grant, now);
    claims.put("aud", issuer.toString());
    claims.put("client_id", clientId);
    claims.put("scope", String.join(" ", grant.request().scope()));
    claims.put("jti", UUID.randomUUID().toString());
    return claims;
  }

  private Map<String, Object> idTokenClaims(Grant grant, Instant now, String accessToken) {
    Map<String, Object> claims = commonClaims(grant, now);
    claims.put("aud", clientId);
    claims.put("auth_time", grant.signedInAt().getEpochSecond());
    claims.put("at_hash", leftHalfOfHash(accessToken));
    grant.request().nonce().ifPresent(nonce -> claims.put("nonce", nonce));
    return claims;
  }

  private Map<String, Object> commonClaims(Grant grant, Instant now) {
    Map<String, Object> claims = grant.user().claims(grant.request().scope());
    claims.put("iss", issuer.toString());
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.plus(LIFETIME).getEpochSecond());
    claims.put(GRANT_CLAIM, grant.id());
    return claims;
  }

  private static String leftHalfOfHash(String accessToken) {
    byte[] hash = Sha256.of(accessToken);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOf(hash, hash.length / 2));
  }
}
