package dev.oidcproxy.provider.oidc.profile;

import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.config.ScopeList;
import dev.oidcproxy.application.jwt.Algorithms;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.provider.oidc.client.ClientCredentials;
import dev.oidcproxy.provider.oidc.client.ClientCredentialsReader;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The section {@code provider} of the configuration, as far as every OpenID provider has it.
 *
 * @param audience asked for at the provider, and required of access tokens
 * @param timeout of each request to the provider
 * @param algorithm of access tokens; absent: any asymmetric one
 * @param verifyIdToken absent: as the access token allows
 * @param requiredScopes the verifier's, where there is one
 * @param tokenVerifier the name of what verifies access tokens in place of the profile
 * @param pushedAuthorizationRequests whether logins are pushed (RFC 9126); absent: as the provider
 *     requires it
 * @param extraAuthorizeParams sent as they are; one without a text is not sent at all
 * @param extraTokenParams as extraAuthorizeParams
 */
public record OidcSettings(
    URI configUrl,
    ClientCredentials client,
    boolean strict,
    Optional<String> audience,
    Duration timeout,
    Optional<String> algorithm,
    Set<Scope> requiredScopes,
    Optional<Boolean> verifyIdToken,
    Optional<String> tokenVerifier,
    Optional<Boolean> pushedAuthorizationRequests,
    boolean forwardPkce,
    boolean forwardResource,
    Map<String, String> extraAuthorizeParams,
    Map<String, String> extraTokenParams) {

  private static final String SCOPES = "required_scopes";
  private static final Scope OPENID = new Scope("openid");
  private static final Set<String> OF_THE_LOGIN =
      Set.of("state", "nonce", "response_type", "code_challenge", "code_challenge_method");
  private static final Set<String> OF_THE_EXCHANGE =
      Set.of("grant_type", "code", "code_verifier", "refresh_token");

  /** Reads the section; whatever is wrong becomes a problem of {@code config}. */
  public static OidcSettings from(ConfigReader config) {
    config.requiredText("config_url", "the URL of the provider's discovery document");
    return from(config, "");
  }

  /**
   * As above, for a provider whose discovery document's place follows from other keys; what is
   * configured goes before it.
   */
  public static OidcSettings from(ConfigReader config, String derivedConfigUrl) {
    return from(config, derivedConfigUrl, Set.of(OPENID));
  }

  /**
   * As above.
   *
   * @param standardScopes required when nothing is said of scopes
   */
  public static OidcSettings from(
      ConfigReader config, String derivedConfigUrl, Set<Scope> standardScopes) {
    Optional<String> tokenVerifier = config.text("token_verifier");
    if (tokenVerifier.isPresent()) {
      excluded(config, "algorithm");
      excluded(config, SCOPES);
    }
    return new OidcSettings(
        configUrl(config, derivedConfigUrl),
        ClientCredentialsReader.read(config),
        config.flag("strict", true),
        config.text("audience"),
        Duration.ofSeconds(config.integer("timeout_seconds", 10, 1)),
        algorithm(config),
        (tokenVerifier.isPresent() ? ofVerifier(config) : ScopeList.read(config, SCOPES))
            .orElse(standardScopes),
        config.optionalFlag("verify_id_token"),
        tokenVerifier,
        config.optionalFlag("pushed_authorization_requests"),
        config.flag("forward_pkce", true),
        config.flag("forward_resource", false),
        parameters(config, "extra_authorize_params", OF_THE_LOGIN),
        parameters(config, "extra_token_params", OF_THE_EXCHANGE));
  }

  /** The key of the scopes that are required. */
  public String requiredScopesKey() {
    return tokenVerifier.isPresent() ? "verifier." + SCOPES : SCOPES;
  }

  /** For what a key says of people that only an ID token shows: who has none would escape it. */
  public void needOpenId(ConfigReader config, String key) {
    if (!requiredScopes.contains(OPENID)) {
      config.problem(
          requiredScopesKey(), "needs openid: provider." + key + " is judged by the ID token");
    }
  }

  /** The verifier itself tells what is wrong with them. */
  private static Optional<Set<Scope>> ofVerifier(ConfigReader config) {
    return config.section("verifier").list(SCOPES).map(Scope::in);
  }

  private static void excluded(ConfigReader config, String key) {
    if (config.has(key)) {
      config.list(key); // so that it is not told of as one that nobody reads, too
      config.problem(key, "does not go with token_verifier, which brings its own: remove one");
    }
  }

  private static URI configUrl(ConfigReader config, String derived) {
    URI uri = config.url("config_url").map(URI::create).orElse(URI.create(derived));
    if (uri.getHost() != null && !ProviderUri.safe(uri)) {
      config.problem("config_url", "must be https; http is for providers on this machine only");
    }
    return uri;
  }

  private static Optional<String> algorithm(ConfigReader config) {
    return config.parsed(
        "algorithm",
        "one of " + String.join(", ", new TreeSet<>(Algorithms.ASYMMETRIC)),
        text -> {
          if (!Algorithms.ASYMMETRIC.contains(text)) {
            throw new IllegalArgumentException();
          }
          return text;
        });
  }

  private static Map<String, String> parameters(
      ConfigReader config, String key, Set<String> reserved) {
    Map<String, String> parameters = new LinkedHashMap<>();
    config.names(key).forEach(name -> parameters.put(name, ""));
    parameters.putAll(config.map(key));
    for (String name : parameters.keySet()) {
      if (reserved.contains(name)) {
        config.problem(key + "." + name, "cannot be set: each login has its own");
      }
    }
    return parameters;
  }
}
