package dev.oidcproxy.distribution.demo.provider;

import dev.oidcproxy.domain.port.Entropy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;

/** All logins that are alive, at most {@link #LIMIT}: the one longest unused makes room. */
final class Grants {

  static final int LIMIT = 1_000;
  static final Duration CODE_LIFETIME = Duration.ofSeconds(60);
  static final Duration REFRESH_LIFETIME = Duration.ofHours(12);

  private final Map<String, Grant> grants = new LinkedHashMap<>(16, 0.75f, true);
  private final InstantSource clock;
  private final Entropy entropy;

  Grants(InstantSource clock, Entropy entropy) {
    this.clock = clock;
    this.entropy = entropy;
  }

  /** A user has signed in: the grant's current token is its code. */
  synchronized Grant begin(SampleUser user, AuthorizationRequest request) {
    String id = entropy.text(16);
    SecretKeySpec key = new SecretKeySpec(entropy.bytes(32), "HmacSHA256");
    Grant grant = new Grant(id, key, user, request, clock.instant(), 0);
    if (grants.size() == LIMIT) {
      grants.remove(grants.keySet().iterator().next());
    }
    grants.put(id, grant);
    return grant;
  }

  /**
   * Spends a code; a refused verifier does not spend it.
   *
   * @throws ProviderException {@code invalid_grant}
   */
  synchronized Grant redeemCode(String code, String codeVerifier) {
    Grant grant = unspent(Grant.Token.parse(code).filter(Grant.Token::isCode));
    if (isOlder(grant, CODE_LIFETIME) || !grant.request().isProvenBy(codeVerifier)) {
      throw ProviderException.invalidGrant();
    }
    return advance(grant);
  }

  /**
   * Spends a refresh token; the grant's current token replaces it.
   *
   * @throws ProviderException {@code invalid_grant}
   */
  synchronized Grant redeemRefreshToken(String refreshToken) {
    Grant grant = unspent(Grant.Token.parse(refreshToken).filter(token -> !token.isCode()));
    if (isOlder(grant, REFRESH_LIFETIME)) {
      throw ProviderException.invalidGrant();
    }
    return advance(grant);
  }

  synchronized Optional<Grant> find(String id) {
    return Optional.ofNullable(grants.get(id));
  }

  /** Ends the login that this code or refresh token is of; a foreign token changes nothing. */
  synchronized void revoke(Grant.Token token) {
    find(token.grantId())
        .filter(grant -> grant.made(token))
        .ifPresent(grant -> grants.remove(grant.id()));
  }

  /** Ends a login by its id, as a verified access token names it. */
  synchronized void revoke(String id) {
    grants.remove(id);
  }

  private Grant unspent(Optional<Grant.Token> presented) {
    Grant.Token token = presented.orElseThrow(ProviderException::invalidGrant);
    Grant grant =
        find(token.grantId())
            .filter(candidate -> candidate.made(token))
            .orElseThrow(ProviderException::invalidGrant);
    if (token.generation() < grant.generation()) {
      // genuine but spent: somebody has a copy, so nobody keeps the login (RFC 9700 §4.14.2)
      grants.remove(grant.id());
      throw ProviderException.invalidGrant();
    }
    return grant;
  }

  private Grant advance(Grant grant) {
    Grant next = grant.next();
    grants.put(next.id(), next);
    return next;
  }

  private boolean isOlder(Grant grant, Duration lifetime) {
    Instant end = grant.signedInAt().plus(lifetime);
    return !clock.instant().isBefore(end);
  }
}
