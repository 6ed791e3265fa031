package dev.oidcproxy.provider.oidc.verifier;

import dev.oidcproxy.application.jwt.Jwks;
import dev.oidcproxy.application.jwt.JwtException;
import dev.oidcproxy.application.jwt.JwtVerifier;
import dev.oidcproxy.application.jwt.VerificationKeys;
import dev.oidcproxy.application.jwt.VerifiedJwt;
import dev.oidcproxy.domain.port.HttpTransport;
import dev.oidcproxy.domain.port.TokenVerifier;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Secret;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The token verifier named {@code jwt}: access tokens that are signed JWTs (RFC 7519, RFC 9068).
 */
public final class JwtTokenVerifier implements TokenVerifier {

  private final JwtTokenVerifierSettings settings;
  private final JwtVerifier jwts;

  public JwtTokenVerifier(
      JwtTokenVerifierSettings settings, HttpTransport http, InstantSource clock) {
    this.settings = settings;
    VerificationKeys keys =
        settings
            .key()
            .<VerificationKeys>map(key -> key)
            .orElseGet(() ->
                new Jwks(
                    () -> settings.jwksUri().orElseThrow(),
                    http,
                    settings.common().timeout(),
                    clock));
    this.jwts = new JwtVerifier(keys, clock, settings.clockSkew());
  }

  @Override
  public Set<Scope> requiredScopes() {
    return settings.common().rules().requiredScopes();
  }

  @Override
  public Duration longestCheck() {
    return settings.common().timeout().multipliedBy(2);
  }

  @Override
  public Map<String, Object> verify(Secret accessToken) {
    VerifiedJwt jwt = verified(accessToken);
    // Of a claims set for something else, such as a logout, the signature holds just as well.
    if (!settings.types().contains(jwt.type().map(JwtTokenVerifier::bare).orElse(""))) {
      throw VerifierRules.rejected("its typ is not that of an access token");
    }
    settings.common().rules().check(jwt.claims());
    return jwt.claims().members();
  }

  private VerifiedJwt verified(Secret accessToken) {
    try {
      return jwts.verify(accessToken.reveal(), settings.algorithms());
    } catch (JwtException e) {
      throw VerifierRules.rejected(e.getMessage());
    }
  }

  /** A media type, with or without what may be left out (RFC 7515 section 4.1.9). */
  static String bare(String type) {
    String lower = type.toLowerCase(Locale.ROOT);
    return lower.startsWith("application/") ? lower.substring("application/".length()) : lower;
  }
}
