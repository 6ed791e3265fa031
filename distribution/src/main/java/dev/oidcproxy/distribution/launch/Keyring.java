package dev.oidcproxy.distribution.launch;

import com.google.inject.CreationException;
import com.google.inject.Module;
import com.google.inject.ProvisionException;
import dev.oidcproxy.distribution.keys.Machine;
import dev.oidcproxy.distribution.plugin.PluginInjector;
import dev.oidcproxy.distribution.plugin.UnusablePluginException;
import dev.oidcproxy.domain.error.KeyVaultException;
import dev.oidcproxy.domain.port.KeyVault;
import dev.oidcproxy.domain.value.Secret;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where the key is kept that nobody configured.
 *
 * @param words what it is called
 * @param chosen whether the operator names it, so that nothing else will do
 * @param vault opened when it is first needed, and once for all who need it
 */
record Keyring(String words, boolean chosen, KeyVault vault) {

  /** That of the account. */
  static Keyring of(Machine machine) {
    return new Keyring("the system keyring", false, new WhenNeeded(machine.keyring()));
  }

  /**
   * That of a plugin, which is put together with nothing else, because everything else may need the
   * key.
   */
  static Keyring of(String name, Module plugin) {
    return new Keyring(
        "the keyring " + name, true, new Guarded(new WhenNeeded(() -> opened(plugin))));
  }

  private static KeyVault opened(Module plugin) {
    return PluginInjector.create(plugin, List.of(plugin)).getInstance(KeyVault.class);
  }

  /** As long as it cannot be opened, every use tries again: it may be down for a moment only. */
  private static final class WhenNeeded implements KeyVault {

    private final Supplier<KeyVault> opening;
    private Optional<KeyVault> open = Optional.empty();

    WhenNeeded(Supplier<KeyVault> opening) {
      this.opening = opening;
    }

    @Override
    public Optional<Secret> get(String name) {
      return opened().get(name);
    }

    @Override
    public void put(String name, Secret secret) {
      opened().put(name, secret);
    }

    private synchronized KeyVault opened() {
      KeyVault vault = open.orElseGet(opening);
      open = Optional.of(vault);
      return vault;
    }
  }

  /** One that fails as a keyring may, and with nobody's words but ours. */
  private record Guarded(KeyVault vault) implements KeyVault {

    @Override
    public Optional<Secret> get(String name) {
      return guarded(() -> vault.get(name));
    }

    @Override
    public void put(String name, Secret secret) {
      guarded(() -> {
        vault.put(name, secret);
        return name;
      });
    }

    private static <T> T guarded(Supplier<T> use) {
      try {
        return use.get();
      } catch (UnusablePluginException e) {
        throw new KeyVaultException(e.problem().message());
      } catch (RuntimeException | LinkageError e) {
        throw trouble(e);
      }
    }

    private static KeyVaultException trouble(Throwable failure) {
      boolean wrapped =
          failure instanceof CreationException || failure instanceof ProvisionException;
      Throwable why = wrapped && failure.getCause() != null ? failure.getCause() : failure;
      return why instanceof KeyVaultException known
          ? known
          : new KeyVaultException("its plugin fails (" + why.getClass().getSimpleName() + ")");
    }
  }
}
