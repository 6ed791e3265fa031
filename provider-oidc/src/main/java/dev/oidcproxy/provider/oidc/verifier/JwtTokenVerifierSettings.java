package dev.oidcproxy.provider.oidc.verifier;

import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.jwt.Algorithms;
import dev.oidcproxy.application.jwt.FixedKey;
import dev.oidcproxy.application.jwt.JwtVerifier;
import dev.oidcproxy.domain.value.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code provider.verifier} has for {@code jwt}.
 *
 * @param jwksUri where the keys are; absent when there is {@code key}
 * @param key the one key
 * @param algorithms those allowed, all of which the keys are for
 * @param types values of {@code typ}; the empty text stands for none
 */
public record JwtTokenVerifierSettings(
    VerifierSettings common,
    Optional<URI> jwksUri,
    Optional<FixedKey> key,
    Set<String> algorithms,
    Duration clockSkew,
    Set<String> types) {

  private static final Set<String> TYPES = Set.of("at+jwt", "jwt", "");
  private static final int MOST_SKEW = 600;

  private static final String NO_KEY =
      "is missing: say what signatures are verified with, by jwks_uri (the URL of the provider's"
          + " keys), public_key or public_key_file (PEM), or shared_secret";

  /** Reads the section below {@code provider}; whatever is wrong becomes a problem. */
  public static JwtTokenVerifierSettings from(ConfigReader provider) {
    ConfigReader config = provider.section("verifier");
    Optional<FixedKey> key = key(config);
    Optional<URI> jwksUri =
        config.has("jwks_uri")
            ? Optional.of(VerifierSettings.endpoint(config, "jwks_uri", ""))
            : Optional.empty();
    if (config.list("issuer").filter(issuers -> !issuers.isEmpty()).isEmpty()) {
      config.problem("issuer", "is missing: the value of iss in the provider's tokens, or a list");
    }
    int skew = config.integer("clock_skew_seconds", (int) JwtVerifier.SKEW.toSeconds(), 0);
    if (skew > MOST_SKEW) {
      config.problem("clock_skew_seconds", "must be at most 600: set the clocks instead");
    }
    Stream.of("cache_ttl_seconds", "max_cache_size")
        .filter(config::has)
        .forEach(name ->
            config.warning(name, "is not used with token_verifier: jwt, which keeps no answers"));
    return new JwtTokenVerifierSettings(
        VerifierSettings.from(provider),
        jwksUri,
        key,
        algorithms(config, key),
        Duration.ofSeconds(skew),
        config
            .list("typ")
            .<Set<String>>map(
                types -> types.stream().map(JwtTokenVerifier::bare).collect(Collectors.toSet()))
            .orElse(TYPES));
  }

  private static Optional<FixedKey> key(ConfigReader config) {
    Optional<Secret> pem = config.secret("public_key");
    Optional<Secret> secret = config.secret("shared_secret");
    List<String> given =
        Stream.of("jwks_uri", "public_key", "shared_secret")
            .filter(name -> config.has(name) || config.has(name + "_file"))
            .toList();
    if (given.isEmpty()) {
      config.problem("jwks_uri", NO_KEY);
    } else if (given.size() > 1) {
      config.problem(
          given.get(1), "is given as well as provider.verifier." + given.get(0) + ": keep one");
    } else if (!given.contains("jwks_uri") && !VerifierSettings.given(config, given.get(0))) {
      config.problem(given.get(0), "is empty, so that no signature can be verified");
    }
    return pem.flatMap(text -> publicKey(config, text)).or(() -> secret.map(FixedKey::secret));
  }

  private static Optional<FixedKey> publicKey(ConfigReader config, Secret pem) {
    try {
      return Optional.of(FixedKey.pem(pem.reveal()));
    } catch (IllegalArgumentException e) {
      config.problem("public_key", e.getMessage());
      return Optional.empty();
    }
  }

  /** Never an algorithm that the keys are not for: a public key would be a secret all know. */
  private static Set<String> algorithms(ConfigReader config, Optional<FixedKey> key) {
    Set<String> possible = key.map(FixedKey::algorithms).orElse(Algorithms.ASYMMETRIC);
    boolean secret = VerifierSettings.given(config, "shared_secret");
    List<String> asked =
        config.list("algorithm").orElse(secret ? List.of("HS256") : List.copyOf(possible));
    for (String algorithm : asked) {
      if (!Algorithms.ASYMMETRIC.contains(algorithm) && !Algorithms.SYMMETRIC.contains(algorithm)) {
        config.problem("algorithm", "must be one of " + String.join(", ", new TreeSet<>(possible)));
      } else if (Algorithms.SYMMETRIC.contains(algorithm) && !secret) {
        config.problem(
            "algorithm",
            algorithm
                + " is symmetric and never goes with a public key or a JWKS, with which anybody"
                + " could sign: set provider.verifier.shared_secret, or an asymmetric algorithm");
      } else if (!possible.contains(algorithm)) {
        config.problem("algorithm", unfit(algorithm, secret));
      }
    }
    return Set.copyOf(asked);
  }

  private static String unfit(String algorithm, boolean secret) {
    if (!secret) {
      return algorithm + " is not for a key of this kind";
    }
    return Algorithms.ASYMMETRIC.contains(algorithm)
        ? algorithm + " needs jwks_uri or public_key in place of shared_secret"
        : algorithm + " needs a shared_secret of at least " + hashBytes(algorithm) + " bytes";
  }

  private static int hashBytes(String algorithm) {
    return Integer.parseInt(algorithm.substring(2)) / Byte.SIZE;
  }
}
