package dev.oidcproxy.distribution.command;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the process gives the commands.
 *
 * @param pluginFolder of the packaged program; absent when it does not run from there
 */
public record Installation(Map<String, String> environment, Optional<Path> pluginFolder) {

  /** Those of this process; the launcher script says where the program is. */
  public static Installation ofProcess() {
    return new Installation(
        System.getenv(),
        Optional.ofNullable(System.getProperty("oidc-proxy.home"))
            .map(home -> Path.of(home, "plugins")));
  }
}
