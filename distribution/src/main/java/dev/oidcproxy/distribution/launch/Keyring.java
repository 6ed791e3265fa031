package dev.oidcproxy.distribution.launch;

import com.google.inject.Module;
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
 * @param vault opens it
 */
record Keyring(String words, boolean chosen, Supplier<KeyVault> vault) {

  /** That of the account. */
  static Keyring of(Machine machine) {
    return new Keyring("the system keyring", false, machine.keyring());
  }

  /**
   * That of a plugin, which is put together with nothing else, because everything else may need the
   * key.
   */
  static Keyring of(String name, Module plugin) {
    return new Keyring("the keyring " + name, true, () -> opened(plugin));
  }

  private static KeyVault opened(Module plugin) {
    try {
      return new Guarded(
          PluginInjector.create(plugin, List.of(plugin)).getInstance(KeyVault.class));
    } catch (UnusablePluginException e) {
      throw new RefusedStartException(e.problem());
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
      } catch (KeyVaultException e) {
        throw e;
      } catch (RuntimeException | LinkageError e) {
        throw new KeyVaultException("its plugin fails (" + e.getClass().getSimpleName() + ")");
      }
    }
  }
}
