package dev.oidcproxy.provider.oidc.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.config.Problem;
import dev.oidcproxy.testkit.config.ConfiguredPairs;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code token_verifier: jwt} can be told. */
class JwtTokenVerifierSettingsTest {

  private static final String SECRET = "a-secret-of-both-sides-of-32-bytes";

  private final List<Problem> problems = new ArrayList<>();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "verifier.algorithm=HS256 | algorithm | is symmetric and never goes with a public key",
        "verifier.algorithm=none | algorithm | must be one of ES256",
        "verifier.algorithm=RS256,HS512 | algorithm | is symmetric and never goes with a public key",
        "verifier.jwks_uri=http://keys.example/x | jwks_uri | must be https",
        "verifier.jwks_uri=keys | jwks_uri | must be an http or https URL",
        "verifier.issuer= | issuer | is missing: the value of iss",
        "verifier.clock_skew_seconds=3600 | clock_skew_seconds | must be at most 600",
        "verifier.clock_skew_seconds=-1 | clock_skew_seconds | must be a whole number",
        "verifier.required_scopes=api read | required_scopes | each must be one scope",
        "verifier.shared_secret=x | shared_secret | is given as well as provider.verifier.jwks_uri"
      })
  void what_cannot_be_is_told_at_start(String pair, String key, String message) {
    settings(pair.split("=", 2));
    assertThat(problems).isNotEmpty();
    assertThat(problems.getFirst().path()).isEqualTo("provider.verifier." + key);
    assertThat(problems.getFirst().message()).contains(message);
  }

  @Test
  void a_key_must_be_there_and_fit_the_algorithm() throws GeneralSecurityException {
    keyed("verifier.issuer", "https://i.example");
    keyed("verifier.public_key", "");
    keyed("verifier.public_key_file", "");
    keyed("verifier.shared_secret", "");
    keyed("verifier.public_key", "not a key");
    keyed("verifier.public_key", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----");
    keyed("verifier.public_key", Pem.of("RSA", 1024));
    keyed("verifier.public_key", Pem.of("RSA", 2048), "verifier.algorithm", "ES256");
    keyed("verifier.public_key", Pem.of("RSA", 2048), "verifier.algorithm", "HS256");
    keyed("verifier.shared_secret", "short");
    keyed("verifier.shared_secret", SECRET, "verifier.algorithm", "HS512");
    keyed("verifier.shared_secret", SECRET, "verifier.algorithm", "RS256");
    assertThat(problems)
        .extracting(Problem::message)
        .satisfiesExactly(
            m -> assertThat(m).startsWith("is missing: say what signatures"),
            m -> assertThat(m).startsWith("is empty"),
            m -> assertThat(m).startsWith("is empty"),
            m -> assertThat(m).startsWith("is empty"),
            m -> assertThat(m).isEqualTo("has no PUBLIC KEY block in PEM"),
            m -> assertThat(m).isEqualTo("is not a usable public key"),
            m -> assertThat(m).isEqualTo("is an RSA key of less than 2048 bits"),
            m -> assertThat(m).isEqualTo("ES256 is not for a key of this kind"),
            m -> assertThat(m).startsWith("HS256 is symmetric and never goes with a public key"),
            m -> assertThat(m).isEqualTo("HS256 needs a shared_secret of at least 32 bytes"),
            m -> assertThat(m).isEqualTo("HS512 needs a shared_secret of at least 64 bytes"),
            m ->
                assertThat(m)
                    .isEqualTo("RS256 needs jwks_uri or public_key in place of shared_secret"));
  }

  @Test
  void what_is_kept_is_nothing_and_keys_for_it_are_not_used() {
    List<Problem> warnings = new ArrayList<>();
    Map<String, String> values =
        Map.of(
            "provider.verifier.issuer", "https://i.example",
            "provider.verifier.jwks_uri", "https://keys.example/jwks",
            "provider.verifier.cache_ttl_seconds", "30",
            "provider.verifier.max_cache_size", "10");
    JwtTokenVerifierSettings.from(
        ConfigReader.root(new ConfiguredPairs(values), problems, warnings).section("provider"));
    assertThat(problems).isEmpty();
    assertThat(warnings)
        .extracting(Problem::path)
        .containsExactly("provider.verifier.cache_ttl_seconds", "provider.verifier.max_cache_size");
  }

  @Test
  void the_audience_is_the_providers_unless_there_is_one_of_its_own() {
    assertThat(settings("audience", "https://api.example").common().rules().audiences())
        .containsExactly("https://api.example");
    assertThat(
            settings("audience", "https://api.example", "verifier.audience", "a")
                .common()
                .rules()
                .audiences())
        .containsExactly("a");
    assertThat(problems).isEmpty();
  }

  @Test
  void the_algorithms_of_a_public_key_are_those_it_is_for() throws GeneralSecurityException {
    assertThat(keyed("verifier.public_key", Pem.of("RSA", 2048)).algorithms())
        .containsExactlyInAnyOrder("RS256", "RS384", "RS512", "PS256", "PS384", "PS512");
    assertThat(keyed("verifier.public_key", Pem.of("EC", 256)).algorithms()).containsOnly("ES256");
    assertThat(keyed("verifier.public_key", Pem.of("EC", 384)).algorithms()).containsOnly("ES384");
    assertThat(keyed("verifier.public_key", Pem.of("Ed25519", 0)).algorithms())
        .containsOnly("EdDSA");
    assertThat(problems).isEmpty();
  }

  /** With published keys. */
  private JwtTokenVerifierSettings settings(String... pairs) {
    return keyed(
        Stream.concat(Stream.of("verifier.jwks_uri", "https://keys.example/jwks"), Stream.of(pairs))
            .toArray(String[]::new));
  }

  /** With a key that the pairs say, if any. */
  private JwtTokenVerifierSettings keyed(String... pairs) {
    return JwtTokenVerifierSettings.from(
        ConfiguredPairs.section(
            "provider",
            problems,
            Stream.concat(Stream.of("verifier.issuer", "https://i.example"), Stream.of(pairs))
                .toArray(String[]::new)));
  }
}
