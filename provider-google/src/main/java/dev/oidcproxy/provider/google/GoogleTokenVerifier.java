package dev.oidcproxy.provider.google;

import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.jwt.JsonObject;
import dev.oidcproxy.application.jwt.VerifiedClaims;
import dev.oidcproxy.application.jwt.VerifiedClaims.Verdict;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.port.HttpTransport;
import dev.oidcproxy.domain.port.TokenVerifier;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.provider.oidc.ProviderHttp;
import dev.oidcproxy.provider.oidc.verifier.VerifierRules;
import dev.oidcproxy.provider.oidc.verifier.VerifierSettings;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The token verifier named {@code google}: Google's access tokens are opaque, and its tokeninfo
 * endpoint says for whom they are and what they allow; its userinfo endpoint, who it is.
 */
public final class GoogleTokenVerifier implements TokenVerifier {

  private static final String TOKENINFO = "the tokeninfo";
  private static final String USERINFO = "the userinfo";

  /** With one of these there is something to be told of the person. */
  private static final Set<Scope> OF_A_PERSON = Scope.parse("openid email profile");

  private final Settings settings;
  private final ProviderHttp http;
  private final InstantSource clock;
  private final VerifiedClaims known;
  private final GoogleScopes names = new GoogleScopes();

  public GoogleTokenVerifier(Settings settings, HttpTransport http, InstantSource clock) {
    this.settings = settings;
    this.http = new ProviderHttp(http, settings.common().timeout());
    this.clock = clock;
    this.known = settings.common().cache(clock);
  }

  /** What {@code provider.verifier} has for {@code google}. */
  public record Settings(VerifierSettings common, String clientId, URI tokeninfo, URI userinfo) {

    private static final String OURS = "is fixed: a token must be Google's, for provider.client_id";

    /** Reads the section below {@code provider}; whatever is wrong becomes a problem. */
    public static Settings from(ConfigReader provider) {
      ConfigReader config = provider.section("verifier");
      VerifierSettings.refuse(config, "audience", OURS);
      VerifierSettings.refuse(config, "issuer", OURS);
      return new Settings(
          VerifierSettings.from(provider),
          provider.text("client_id").orElse(""),
          endpoint(config, "tokeninfo_url", "https://oauth2.googleapis.com/tokeninfo"),
          endpoint(config, "userinfo_url", "https://openidconnect.googleapis.com/v1/userinfo"));
    }

    private static URI endpoint(ConfigReader config, String key, String standard) {
      return config.has(key) ? VerifierSettings.endpoint(config, key, "") : URI.create(standard);
    }
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
    VerifierRules.checkForm(accessToken);
    return known.of(accessToken, this::ask);
  }

  private Verdict ask(Secret accessToken) {
    JsonObject info = tokeninfo(accessToken);
    long left =
        lifetime(info)
            .orElseThrow(() -> unavailable(TOKENINFO + " does not say how long a token lives"));
    if (left <= 0) {
      throw VerifierRules.rejected("it has expired");
    }
    checkAudience(info);
    Set<Scope> granted = granted(info);
    if (!granted.containsAll(Scope.without(requiredScopes(), Set.of(Scope.OFFLINE_ACCESS)))) {
      throw VerifierRules.rejected("it lacks a scope of provider.verifier.required_scopes");
    }
    Map<String, Object> claims = new LinkedHashMap<>(info.members());
    if (!Collections.disjoint(granted, OF_A_PERSON)) {
      claims.putAll(userinfo(accessToken, info).members());
    }
    return new Verdict(claims, Optional.of(clock.instant().plusSeconds(left)));
  }

  /** The token goes into a header, as in Google's own libraries: a URL is logged on its way. */
  private JsonObject tokeninfo(Secret accessToken) {
    HttpTransport.Response response =
        http.post(settings.tokeninfo(), ProviderHttp.bearer(accessToken), Map.of(), TOKENINFO);
    if (refused(response)) {
      throw VerifierRules.rejected("Google does not know it");
    }
    return answered(response, TOKENINFO);
  }

  private JsonObject userinfo(Secret accessToken, JsonObject info) {
    HttpTransport.Response response =
        http.fetchAny(settings.userinfo(), ProviderHttp.bearer(accessToken), USERINFO);
    if (response.status() == 401) {
      throw VerifierRules.rejected("Google's userinfo endpoint does not take it");
    }
    JsonObject person = answered(response, USERINFO);
    // Without it one answer could speak of somebody else (OpenID Connect Core section 5.3.2).
    if (person.text("sub").isEmpty() || !person.text("sub").equals(info.text("sub"))) {
      throw VerifierRules.rejected("what Google says of it is not of one person");
    }
    return person;
  }

  /** A 400 that speaks of the token; any other is of how we asked. */
  private static boolean refused(HttpTransport.Response response) {
    return (response.status() == 400 || response.status() == 401)
        && JsonObject.parse(response.body())
            .filter(body ->
                body.text("error").filter("invalid_token"::equals).isPresent()
                    || body.text("error_description").filter("Invalid Value"::equals).isPresent())
            .isPresent();
  }

  private static JsonObject answered(HttpTransport.Response response, String what) {
    if (response.status() != 200) {
      throw unavailable(what + " could not be fetched: status " + response.status());
    }
    return ProviderHttp.object(response, what);
  }

  private void checkAudience(JsonObject info) {
    boolean ours = info.text("aud").filter(settings.clientId()::equals).isPresent();
    boolean presentedByUs = info.text("azp").filter(p -> !p.equals(settings.clientId())).isEmpty();
    if (!ours || !presentedByUs) {
      throw VerifierRules.rejected("it was not issued for provider.client_id");
    }
    if (info.text("sub").isEmpty()) {
      throw VerifierRules.rejected("it is of no person: is openid among the scopes?");
    }
  }

  private Set<Scope> granted(JsonObject info) {
    return Scope.in(info.text("scope").map(List::of).orElse(List.of())).stream()
        .map(names::fromProvider)
        .collect(Collectors.toSet());
  }

  /** Google writes its numbers as texts here. */
  private static Optional<Long> lifetime(JsonObject info) {
    return info.textOrWhole("expires_in")
        .filter(text -> text.matches("-?\\d{1,9}"))
        .map(Long::parseLong);
  }

  private static UpstreamException.Unavailable unavailable(String why) {
    return new UpstreamException.Unavailable(why);
  }
}
