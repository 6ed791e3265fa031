package dev.oidcproxy.provider.oidc.verifier;

import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.jwt.JsonObject;
import dev.oidcproxy.application.jwt.JwtVerifier;
import dev.oidcproxy.application.jwt.VerifiedClaims;
import dev.oidcproxy.application.jwt.VerifiedClaims.Verdict;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.port.HttpTransport;
import dev.oidcproxy.domain.port.TokenVerifier;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.provider.oidc.ProviderHttp;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The token verifier named {@code userinfo}: a token holds when the userinfo endpoint takes it
 * (OpenID Connect Core section 5.3). It cannot see for whom a token is or what it allows, which is
 * enough for one that came from the token endpoint just now.
 */
public final class UserinfoTokenVerifier implements TokenVerifier {

  private static final String WHAT = "the userinfo";

  private final Settings settings;
  private final ProviderHttp http;
  private final VerifiedClaims known;

  public UserinfoTokenVerifier(Settings settings, HttpTransport http, InstantSource clock) {
    this.settings = settings;
    this.http = new ProviderHttp(http, settings.common().timeout());
    this.known = settings.common().cache(clock);
  }

  /** What {@code provider.verifier} has for {@code userinfo}. */
  public record Settings(VerifierSettings common, URI endpoint) {

    private static final String UNSEEN =
        "cannot be seen by token_verifier: userinfo; remove it, or use introspection or jwt";

    /** Reads the section below {@code provider}; whatever is wrong becomes a problem. */
    public static Settings from(ConfigReader provider) {
      ConfigReader config = provider.section("verifier");
      VerifierSettings.refuse(config, "audience", UNSEEN);
      VerifierSettings.refuse(config, "issuer", UNSEEN);
      if (provider.text("audience").isPresent()) {
        provider.warning(
            "audience",
            "is asked for and not required: token_verifier: userinfo cannot see for whom tokens are");
      }
      return new Settings(
          VerifierSettings.from(provider),
          VerifierSettings.endpoint(
              config, "userinfo_url", "the URL of the provider's userinfo endpoint"));
    }
  }

  @Override
  public Set<Scope> requiredScopes() {
    return settings.common().rules().requiredScopes();
  }

  @Override
  public Duration longestCheck() {
    return settings.common().timeout();
  }

  @Override
  public Map<String, Object> verify(Secret accessToken) {
    VerifierRules.checkForm(accessToken);
    return known.of(accessToken, this::ask);
  }

  private Verdict ask(Secret accessToken) {
    HttpTransport.Response response =
        http.fetchAny(settings.endpoint(), ProviderHttp.bearer(accessToken), WHAT);
    if (refused(response)) {
      throw VerifierRules.rejected("the userinfo endpoint does not take it");
    }
    if (response.status() != 200) {
      throw new UpstreamException.Unavailable(WHAT + " answered " + response.status());
    }
    JsonObject claims = ProviderHttp.object(response, WHAT);
    if (claims.members().isEmpty()) {
      throw new UpstreamException.Unavailable(WHAT + " says nothing of anybody");
    }
    return new Verdict(claims.members(), end(accessToken));
  }

  /** RFC 6750 section 3.1; a bare 403 may be a rate limit. */
  private static boolean refused(HttpTransport.Response response) {
    return response.status() == 401
        || (response.status() == 403
            && response
                .header("www-authenticate")
                .filter(challenge -> challenge.contains("insufficient_scope"))
                .isPresent());
  }

  /** Nobody verified it here, but it can only make what is kept go sooner. */
  private static Optional<Instant> end(Secret accessToken) {
    return JwtVerifier.claimsOfVerified(accessToken.reveal())
        .flatMap(claims -> claims.instant("exp"));
  }
}
