package dev.oidcproxy.distribution.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.Problem;
import dev.oidcproxy.distribution.config.Configuration;
import dev.oidcproxy.distribution.plugin.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleConfigurationTest {

  private static final Path SAMPLE = Path.of("src/main/dist/conf/oidc-proxy.yaml");

  private static final Pattern NAME = Pattern.compile("`([a-z_]+)`");

  private static Configuration read(String yaml) {
    Configuration configuration = Configuration.of("sample", yaml, Map.of());
    Plan.read(configuration, Plugins.find(Optional.empty()));
    return configuration;
  }

  @Test
  void the_sample_is_a_configuration() throws IOException {
    assertThat(read(Files.readString(SAMPLE)).problems()).isEmpty();
  }

  @Test
  void every_key_in_the_sample_is_one() throws IOException {
    String everything = Files.readString(SAMPLE).replaceAll("(?m)^( *)#(?=[a-z_]+:|  )", "$1");
    // A directory is one of Entra ID or one of B2C, and each has keys of its own.
    String staff = everything.replaceAll("(?m)^  (tenant_name|policy_name|custom_domain):.*\n", "");
    assertThat(staff).isNotEqualTo(everything);

    Set<String> unknown = new TreeSet<>(unknown(everything, "oidc"));
    assertThat(unknown).isNotEmpty();
    for (String type : List.of("auth0", "google", "azure", "aws", "oauth2")) {
      unknown.retainAll(unknown(everything, type));
    }
    unknown.retainAll(unknown(staff, "azure"));
    assertThat(unknown).isEmpty();
  }

  private static Set<String> unknown(String yaml, String type) {
    assertThat(yaml).contains("\n  type: oidc\n");
    return read(yaml.replace("\n  type: oidc\n", "\n  type: " + type + "\n")).problems().stream()
        .filter(problem -> problem.toString().contains("is not a key"))
        .map(Problem::path)
        .collect(Collectors.toSet());
  }

  @Test
  void every_key_of_this_version_is_in_the_sample() throws IOException {
    String sample = Files.readString(SAMPLE);

    assertThat(Configuration.keysOfThisVersion())
        .isNotEmpty()
        .allSatisfy(key -> {
          String last = key.substring(key.lastIndexOf('.') + 1);
          assertThat(sample).containsPattern("[ #{]" + last + ":|(?m)^" + last + ":");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"auth0", "google", "azure", "aws"})
  void every_key_of_a_kind_of_provider_is_in_the_sample(String type) throws IOException {
    String sample = Files.readString(SAMPLE);

    assertThat(
            Files.readString(Path.of("../provider-" + type + "/README.md"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .flatMap(row -> NAME.matcher(row.split("\\|")[1]).results())
                .map(name -> name.group(1)))
        .isNotEmpty()
        .allSatisfy(key -> assertThat(sample).containsPattern("(?m)^  #?" + key + ":"));
  }

  @Test
  void github_is_the_same_in_the_sample_as_on_its_page() throws IOException {
    String sample = Files.readString(SAMPLE);
    String page = Files.readString(Path.of("../docs/providers/github.md"));

    for (String key :
        List.of(
            "issuer",
            "authorization_endpoint",
            "token_endpoint",
            "userinfo_endpoint",
            "identity_claims",
            "scope_header",
            "included_scopes")) {
      String line =
          page.lines().filter(l -> l.startsWith("  " + key + ": ")).findFirst().orElseThrow();
      assertThat(sample)
          .contains("\n  #" + line.strip().replace("{ ", "{").replace(" }", "}") + "\n");
    }
  }
}
