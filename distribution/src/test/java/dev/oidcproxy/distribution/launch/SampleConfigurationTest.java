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
import org.junit.jupiter.api.Test;

class SampleConfigurationTest {

  private static final Path SAMPLE = Path.of("src/main/dist/conf/oidc-proxy.yaml");

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
    String everything = Files.readString(SAMPLE).replaceAll("(?m)^( *)#(?=[a-z_ ]+:|  )", "$1");
    List<String> problems = read(everything).problems().stream().map(Problem::toString).toList();

    assertThat(problems).filteredOn(problem -> problem.contains("is not a key")).isEmpty();
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
}
