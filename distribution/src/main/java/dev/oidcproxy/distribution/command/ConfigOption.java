package dev.oidcproxy.distribution.command;

import dev.oidcproxy.distribution.config.Configuration;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a command's configuration is. */
final class ConfigOption {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The configuration; by default oidc-proxy.yaml here, then"
              + " /etc/oidc-proxy/oidc-proxy.yaml, then the environment alone.")
  private Path file;

  Configuration load(Map<String, String> environment) {
    return Configuration.load(Optional.ofNullable(file), environment);
  }
}
