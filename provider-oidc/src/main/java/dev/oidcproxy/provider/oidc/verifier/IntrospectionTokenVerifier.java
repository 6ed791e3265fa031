package dev.oidcproxy.provider.oidc.verifier;

import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.jwt.JsonObject;
import dev.oidcproxy.application.jwt.JwtException;
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
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The token verifier named {@code introspection}: the provider is asked about each token (RFC
 * 7662). What it cannot answer now says nothing of the token.
 */
public final class IntrospectionTokenVerifier implements TokenVerifier {

  private static final String WHAT = "the introspection endpoint";

  private final Settings settings;
  private final ProviderHttp http;
  private final InstantSource clock;
  private final VerifiedClaims known;

  public IntrospectionTokenVerifier(Settings settings, HttpTransport http, InstantSource clock) {
    this.settings = settings;
    this.http = new ProviderHttp(http, settings.common().timeout());
    this.clock = clock;
    this.known = settings.common().cache(clock);
  }

  /** What {@code provider.verifier} has for {@code introspection}. */
  public record Settings(VerifierSettings common, URI endpoint, IntrospectionClient client) {

    /** Reads the section below {@code provider}; whatever is wrong becomes a problem. */
    public static Settings from(ConfigReader provider) {
      ConfigReader config = provider.section("verifier");
      return new Settings(
          VerifierSettings.from(provider),
          VerifierSettings.endpoint(
              config, "introspection_url", "the URL of the provider's introspection endpoint"),
          IntrospectionClient.read(provider, config));
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
    JsonObject claims = introspected(accessToken);
    if (!claims.has("active")) {
      throw new UpstreamException.Unavailable(WHAT + " does not say whether a token is active");
    }
    // The truth value and nothing that looks like it: this one word decides.
    if (!Boolean.TRUE.equals(claims.members().get("active"))) {
      throw VerifierRules.rejected("the provider says that it is not active");
    }
    try {
      JwtVerifier.checkTime(claims, clock.instant(), JwtVerifier.SKEW);
    } catch (JwtException e) {
      throw VerifierRules.rejected(e.getMessage());
    }
    settings.common().rules().check(claims);
    return new Verdict(claims.members(), claims.instant("exp"));
  }

  private JsonObject introspected(Secret accessToken) {
    Map<String, String> headers = new LinkedHashMap<>();
    Map<String, String> form = new LinkedHashMap<>();
    form.put("token", accessToken.reveal());
    form.put("token_type_hint", "access_token");
    settings.client().authenticate(headers, form);
    HttpTransport.Response response = http.post(settings.endpoint(), headers, form, WHAT);
    if (response.status() != 200) {
      // Among them 401, which is about us and not about the token (section 2.3).
      throw new UpstreamException.Unavailable(WHAT + " answered " + response.status());
    }
    return ProviderHttp.object(response, "the answer of " + WHAT);
  }
}
