package dev.oidcproxy.distribution.keys;

import dev.oidcproxy.domain.port.KeyVault;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What this program may use of the machine and the account it runs on.
 *
 * @param system as the system property {@code os.name}
 * @param home as the system property {@code user.home}
 * @param keyring finds the account's keyring; touched only when {@link #mayHaveKeyring}
 */
public record Machine(
    String system, String home, Map<String, String> environment, Supplier<KeyVault> keyring) {

  private static final String BUS = "DBUS_SESSION_BUS_ADDRESS";
  private static final String NAME = "oidc-proxy";

  /** This one. */
  public static Machine of(Map<String, String> environment) {
    String system = System.getProperty("os.name");
    return new Machine(
        system, System.getProperty("user.home", ""), environment, () -> SystemKeyring.of(system));
  }

  /** One that keeps nothing for anybody, as containers and servers are. */
  public static Machine bare() {
    return new Machine(
        "Linux",
        "",
        Map.of(),
        () -> {
          throw new IllegalStateException("there is no keyring to touch");
        });
  }

  /** Whether keys and data are expected to be kept for a user, as on a desk. */
  public boolean isDesktop() {
    return isMac() || isWindows();
  }

  /** Whether to ask for a keyring at all: a server without a session must not wait for one. */
  public boolean mayHaveKeyring() {
    return isDesktop() || !environment.getOrDefault(BUS, "").isEmpty();
  }

  /** Where programs keep their data here; empty for an account without a home. */
  public Optional<Path> dataFolder() {
    Optional<Path> parent;
    if (isWindows()) {
      parent = variable("LOCALAPPDATA").or(() -> inHome("AppData/Local"));
    } else if (isMac()) {
      parent = inHome("Library/Application Support");
    } else {
      parent = variable("XDG_DATA_HOME").or(() -> inHome(".local/share"));
    }
    return parent.map(folder -> folder.resolve(NAME));
  }

  private boolean isMac() {
    return system.toLowerCase(Locale.ROOT).startsWith("mac");
  }

  private boolean isWindows() {
    return system.toLowerCase(Locale.ROOT).startsWith("windows");
  }

  private Optional<Path> variable(String name) {
    return Optional.ofNullable(environment.get(name)).flatMap(Machine::absolute);
  }

  private Optional<Path> inHome(String folder) {
    return absolute(home).map(path -> path.resolve(folder));
  }

  /** The XDG specification asks for a relative path to be ignored. */
  private static Optional<Path> absolute(String path) {
    return Optional.of(Path.of(path)).filter(Path::isAbsolute);
  }
}
