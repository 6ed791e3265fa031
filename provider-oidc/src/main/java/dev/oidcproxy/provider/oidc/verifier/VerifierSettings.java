package dev.oidcproxy.provider.oidc.verifier;

import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.jwt.VerifiedClaims;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.provider.oidc.profile.ProviderUri;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the section {@code provider.verifier} has for every verifier.
 *
 * @param timeout of each request
 * @param cacheTtl how long what was found out is believed
 * @param cacheSize of how many tokens
 */
public record VerifierSettings(
    VerifierRules rules, Duration timeout, Duration cacheTtl, int cacheSize) {

  private static final int MOST_CACHED = 1_000_000;

  /**
   * Reads the section below {@code provider}; whatever is wrong becomes a problem.
   *
   * @param provider the section of the provider
   */
  public static VerifierSettings from(ConfigReader provider) {
    ConfigReader config = provider.section("verifier");
    // A provider without OpenID Connect knows no openid.
    boolean plain = provider.text("type").filter("oauth2"::equals).isPresent();
    return new VerifierSettings(
        new VerifierRules(
            config.list("issuer").orElse(List.of()),
            config.list("audience").orElse(provider.text("audience").stream().toList()),
            scopes(config, plain ? List.of() : List.of("openid"))),
        config
            .seconds("timeout_seconds", 1)
            .orElse(Duration.ofSeconds(provider.integer("timeout_seconds", 10, 1))),
        config.seconds("cache_ttl_seconds", 0).orElse(Duration.ofSeconds(60)),
        Math.min(MOST_CACHED, config.integer("max_cache_size", 10_000, 0)));
  }

  /** An endpoint, which must be there. */
  public static URI endpoint(ConfigReader config, String key, String what) {
    config.requiredText(key, what);
    Optional<URI> uri = config.url(key).map(URI::create);
    if (uri.isPresent() && !ProviderUri.safe(uri.get())) {
      config.problem(key, "must be https; http is for providers on this machine only");
    }
    return uri.orElse(URI.create(""));
  }

  /** Whether there is a value that may be in a file instead; what is wrong with that is told. */
  static boolean given(ConfigReader config, String key) {
    return config.text(key).isPresent() || config.text(key + "_file").isPresent();
  }

  /** For a verifier that can see neither: what it was told of them would have no effect. */
  public static void refuse(ConfigReader config, String key, String why) {
    if (config.has(key)) {
      config.problem(key, why);
    }
  }

  public VerifiedClaims cache(InstantSource clock) {
    return new VerifiedClaims(cacheTtl, cacheSize, clock);
  }

  private static Set<Scope> scopes(ConfigReader config, List<String> standard) {
    Set<Scope> scopes = new LinkedHashSet<>();
    for (String text : config.list("required_scopes").orElse(standard)) {
      if (Scope.wellFormed(text)) {
        scopes.add(new Scope(text));
      } else {
        config.problem("required_scopes", "each must be one scope, without spaces or quotes");
      }
    }
    return scopes;
  }
}
