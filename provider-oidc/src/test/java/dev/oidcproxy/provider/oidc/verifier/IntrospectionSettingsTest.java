package dev.oidcproxy.provider.oidc.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.Problem;
import dev.oidcproxy.testkit.config.ConfiguredPairs;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code token_verifier: introspection} can be told. */
class IntrospectionSettingsTest {

  private final List<Problem> problems = new ArrayList<>();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "introspection_url | | is missing: the URL of",
        "introspection_url | http://p.example/introspect | must be https",
        "client_auth_method | private_key_jwt | must be one of client_secret_basic",
        "client_id | another | is missing: give both",
        "client_secret | another | is missing: give both",
        "cache_ttl_seconds | -1 | must be a whole number of seconds",
        "max_cache_size | many | must be a whole number",
        "timeout_seconds | 0 | must be a whole number of seconds"
      })
  void what_cannot_be_is_told_at_start(String key, String value, String message) {
    read("verifier." + key, value == null ? "" : value);
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().message()).contains(message);
    assertThat(problems.getFirst().path()).startsWith("provider.verifier.");
  }

  @Test
  void an_id_or_a_secret_of_its_own_that_is_empty_is_told() {
    for (String[] pairs :
        new String[][] {
          {"verifier.client_id", "another", "verifier.client_secret", ""},
          {"verifier.client_id", "another", "verifier.client_secret_file", ""},
          {"verifier.client_id", "", "verifier.client_secret", "another"},
          {"verifier.client_id", "", "verifier.client_secret", ""}
        }) {
      read(pairs);
      assertThat(problems)
          .singleElement()
          .extracting(Problem::message)
          .asString()
          .startsWith("is missing: give both");
      problems.clear();
    }
  }

  @Test
  void the_audience_is_the_providers_unless_there_is_one_of_its_own() {
    assertThat(read("audience", "https://api.example").common().rules().audiences())
        .containsExactly("https://api.example");
    assertThat(
            read("audience", "https://api.example", "verifier.audience", "a,b")
                .common()
                .rules()
                .audiences())
        .containsExactly("a", "b");
    assertThat(read().common().rules().audiences()).isEmpty();
  }

  @Test
  void somebody_must_be_asking() {
    read("client_secret", "");
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().message()).contains("there is no provider.client_secret");
  }

  private IntrospectionTokenVerifier.Settings read(String... pairs) {
    return IntrospectionTokenVerifier.Settings.from(
        ConfiguredPairs.section(
            "provider",
            problems,
            Stream.concat(
                    Stream.of(
                        "client_id", "id",
                        "client_secret", "secret",
                        "verifier.introspection_url", "https://p.example/introspect"),
                    Stream.of(pairs))
                .toArray(String[]::new)));
  }
}
