package dev.oidcproxy.distribution.launch;

import com.google.inject.Module;
import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.config.SigningSettings;
import dev.oidcproxy.application.spi.ProxyPlugin;
import dev.oidcproxy.application.spi.Slot;
import dev.oidcproxy.domain.value.Secret;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code client_storage}: where state lives. */
final class StoreChoice {

  static final Set<String> BUILT_IN = Set.of("auto", "memory");

  private StoreChoice() {}

  /** The module that binds the store; absent when none can be told. */
  static Optional<Module> read(ConfigReader config, Plugins plugins, SigningSettings signing) {
    ConfigReader section = config.section(Slot.STORE.section());
    String type = section.text("type").orElse("auto");
    List<Secret> encryption = section.secrets("encryption_key");
    if (!BUILT_IN.contains(type)) {
      Optional<ProxyPlugin> plugin = plugins.choose(Slot.STORE, type, config);
      return plugin.map(p -> p.module(section));
    }
    if (!encryption.isEmpty()) {
      section.warning("encryption_key", "is not needed: memory is never written anywhere");
    }
    warnOfTheEnd(config, type, signing);
    return Optional.of(new MemoryStoreModule());
  }

  /** One warning for all that ends with the process, naming what changes it. */
  private static void warnOfTheEnd(ConfigReader config, String type, SigningSettings signing) {
    boolean ephemeralKey = signing.keys().isEmpty();
    if (type.equals("memory") && !ephemeralKey) {
      return;
    }
    config.warning(
        "client_storage.type",
        (ephemeralKey ? "tokens and registered clients" : "registered clients and logins")
            + " are kept in memory and end with this process: everybody signs in again after a"
            + " restart. "
            + (ephemeralKey
                ? "jwt_signing_key and client_storage change"
                : "client_storage changes")
            + " that");
  }
}
