package dev.oidcproxy.store.disk;

import dev.oidcproxy.application.config.ConfigReader;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where programs of an account keep their data, by the custom of the operating system.
 *
 * @param system as the system property {@code os.name}
 * @param home as the system property {@code user.home}
 * @param variable a variable of the environment
 */
public record DataFolder(String system, String home, Function<String, Optional<String>> variable) {

  private static final String NAME = "oidc-proxy";

  static DataFolder ofThisMachine(ConfigReader config) {
    return new DataFolder(
        System.getProperty("os.name"), System.getProperty("user.home", ""), config::variable);
  }

  /** Empty for an account without a home, as containers have. */
  public Optional<Path> path() {
    String name = system.toLowerCase(Locale.ROOT);
    Optional<Path> parent;
    if (name.startsWith("windows")) {
      parent = absolute(variable.apply("LOCALAPPDATA")).or(() -> inHome("AppData/Local"));
    } else if (name.startsWith("mac")) {
      parent = inHome("Library/Application Support");
    } else {
      parent = absolute(variable.apply("XDG_DATA_HOME")).or(() -> inHome(".local/share"));
    }
    return parent.map(folder -> folder.resolve(NAME));
  }

  private Optional<Path> inHome(String folder) {
    return absolute(Optional.of(home)).map(path -> path.resolve(folder));
  }

  /** The XDG specification asks for a relative path to be ignored; Java calls no home "?". */
  private static Optional<Path> absolute(Optional<String> path) {
    return path.map(Path::of).filter(Path::isAbsolute);
  }
}
