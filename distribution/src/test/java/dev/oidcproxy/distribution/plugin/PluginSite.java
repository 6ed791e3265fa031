package dev.oidcproxy.distribution.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.oidcproxy.application.config.Problem;
import dev.oidcproxy.distribution.config.Configuration;
import dev.oidcproxy.distribution.launch.Plan;
import dev.oidcproxy.distribution.launch.RefusedStartException;
import dev.oidcproxy.distribution.launch.RunningProxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A program with a folder of plugins, and a configuration whose sixth line a test writes. */
final class PluginSite {

  private static final String YAML =
      """
      base_url: http://127.0.0.1:8000
      listen: 127.0.0.1:0
      management: {listen: off}
      jwt_signing_key: 0123456789abcdef0123456789abcdef
      provider: {PROVIDER}
      """;

  private static final String STANDARD =
      "config_url: http://127.0.0.1:9/.well-known/openid-configuration, client_id: some-client,"
          + " client_secret: canary-secret";

  private final Path folder;
  private Configuration configuration;

  PluginSite(Path folder) {
    this.folder = folder;
  }

  /** Reads the standard configuration and one more line. */
  Plan read(String more) {
    return read(STANDARD, more);
  }

  /** As above, with other keys of the provider. */
  Plan read(String provider, String more) {
    configuration =
        Configuration.of("test.yaml", YAML.replace("PROVIDER", provider) + more + "\n", Map.of());
    return Plan.read(configuration, Plugins.find(Optional.of(folder)));
  }

  /** Starts what has no problem until then; what it is refused for. */
  String refused(String provider, String more) {
    Plan plan = read(provider, more);
    assertThat(problems()).isEmpty();
    return catchThrowableOfType(RefusedStartException.class, () -> RunningProxy.start(plan).close())
        .problem()
        .toString();
  }

  List<String> problems() {
    return words(configuration.problems());
  }

  /** Those about plugins and their keys. */
  List<String> warnings() {
    return words(configuration.warnings()).stream()
        .filter(warning -> !warning.contains("are kept in memory"))
        .toList();
  }

  private static List<String> words(List<Problem> problems) {
    return problems.stream().map(Problem::toString).toList();
  }
}
