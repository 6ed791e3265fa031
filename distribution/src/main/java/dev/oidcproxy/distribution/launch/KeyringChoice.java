package dev.oidcproxy.distribution.launch;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.multibindings.OptionalBinder;
import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.config.SigningSettings;
import dev.oidcproxy.application.spi.Slot;
import dev.oidcproxy.distribution.keys.Machine;
import dev.oidcproxy.distribution.plugin.Plugins;
import dev.oidcproxy.domain.port.KeyVault;
import java.util.Optional;

/**
 * Reads {@code keyring}: where secrets are that are not in the configuration.
 *
 * @param named that of a plugin, when there is one
 */
record KeyringChoice(Optional<Keyring> named, Machine machine) {

  private static final String PROVIDER_KEY = "private_key_keyring";

  static KeyringChoice read(
      ConfigReader config, Plugins plugins, SigningSettings signing, Machine machine) {
    Optional<Keyring> named =
        plugins
            .named(Slot.KEYRING, config)
            .flatMap(name ->
                plugins
                    .choose(Slot.KEYRING, name, config)
                    .map(plugin -> plugin.module(config.section(Slot.KEYRING.section())))
                    .map(module -> Keyring.of(name, module)));
    boolean needed =
        signing.keys().isEmpty() || config.section(Slot.PROVIDER.section()).has(PROVIDER_KEY);
    if (named.isPresent() && !needed) {
      config.warning(Slot.KEYRING.key(), "is not needed: jwt_signing_key is set");
    }
    return new KeyringChoice(named, machine);
  }

  /**
   * Binds it, if the configuration says that the key which the provider knows is kept there.
   *
   * @param provider the section
   */
  Module forProvider(ConfigReader provider) {
    if (!provider.has(PROVIDER_KEY)) {
      return new KeyringModule(Optional.empty());
    }
    if (named.isEmpty() && !machine.mayHaveKeyring()) {
      provider.problem(
          PROVIDER_KEY,
          "cannot be read: this account has no system keyring (on Linux, a Secret Service on its"
              + " session's message bus); private_key_file takes a file");
    }
    return new KeyringModule(Optional.of(named.orElseGet(() -> Keyring.of(machine))));
  }

  private static final class KeyringModule extends AbstractModule {

    private final Optional<Keyring> keyring;

    KeyringModule(Optional<Keyring> keyring) {
      this.keyring = keyring;
    }

    @Override
    protected void configure() {
      OptionalBinder<KeyVault> bound = OptionalBinder.newOptionalBinder(binder(), KeyVault.class);
      keyring.ifPresent(found -> bound.setBinding().toInstance(found.vault()));
    }
  }
}
