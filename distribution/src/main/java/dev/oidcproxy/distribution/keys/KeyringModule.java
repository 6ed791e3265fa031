package dev.oidcproxy.distribution.keys;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.OptionalBinder;
import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.domain.port.KeyVault;
import java.util.Optional;
import java.util.function.Supplier;

/** Binds the account's keyring, if the configuration says that something is kept there. */
public final class KeyringModule extends AbstractModule {

  private static final String KEY = "private_key_keyring";

  private final Optional<Supplier<KeyVault>> keyring;

  private KeyringModule(Optional<Supplier<KeyVault>> keyring) {
    this.keyring = keyring;
  }

  /** For the section {@code provider}. */
  public static KeyringModule read(ConfigReader provider, Machine machine) {
    if (!provider.has(KEY)) {
      return new KeyringModule(Optional.empty());
    }
    if (!machine.mayHaveKeyring()) {
      provider.problem(
          KEY,
          "cannot be read: this account has no system keyring (on Linux, a Secret Service on its"
              + " session's message bus); private_key_file takes a file");
    }
    return new KeyringModule(Optional.of(machine.keyring()));
  }

  @Override
  protected void configure() {
    OptionalBinder<KeyVault> bound = OptionalBinder.newOptionalBinder(binder(), KeyVault.class);
    keyring.ifPresent(found -> bound.setBinding().toInstance(found.get()));
  }
}
