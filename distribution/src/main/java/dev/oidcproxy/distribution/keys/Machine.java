package dev.oidcproxy.distribution.keys;

import dev.oidcproxy.domain.port.KeyVault;
import dev.oidcproxy.store.disk.DataFolder;
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
    return new DataFolder(system, home, name -> Optional.ofNullable(environment.get(name))).path();
  }

  private boolean isMac() {
    return system.toLowerCase(Locale.ROOT).startsWith("mac");
  }

  private boolean isWindows() {
    return system.toLowerCase(Locale.ROOT).startsWith("windows");
  }
}
