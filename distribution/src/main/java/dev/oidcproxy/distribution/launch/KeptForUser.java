package dev.oidcproxy.distribution.launch;

import com.google.inject.Module;
import dev.oidcproxy.application.config.Problem;
import dev.oidcproxy.application.config.SigningSettings;
import dev.oidcproxy.application.config.SigningSettings.Algorithm;
import dev.oidcproxy.application.crypto.SealKeys;
import dev.oidcproxy.application.spi.Slot;
import dev.oidcproxy.distribution.keys.KeyringKey;
import dev.oidcproxy.distribution.keys.UnusableKeyException;
import dev.oidcproxy.domain.error.KeyVaultException;
import dev.oidcproxy.domain.value.Secret;
import java.util.List;
import java.util.Optional;

/**
 * The key in a keyring. Without the account's keyring key and data end with the process; without
 * one that the operator names nothing starts, because they would not know.
 */
record KeptForUser(Keyring keyring, Algorithm algorithm, SealKeys encryption, Module store)
    implements Keeping {

  @Override
  public Kept open() {
    try {
      return kept(new KeyringKey(keyring.vault(), keyring.words()).readOrMake());
    } catch (KeyVaultException e) {
      return without(e);
    } catch (UnusableKeyException e) {
      throw refused("jwt_signing_key", "is not set, and " + e.getMessage());
    }
  }

  private Kept kept(Secret key) {
    return new Kept(
        new SigningSettings(List.of(key), algorithm),
        encryption,
        store,
        List.of("the key to what is stored is in " + keyring.words()),
        List.of());
  }

  private Kept without(KeyVaultException trouble) {
    if (keyring.chosen()) {
      throw refused(
          Slot.KEYRING.key(), keyring.words() + " cannot be used now: " + trouble.getMessage());
    }
    return new Kept(
        new SigningSettings(List.of(), algorithm),
        SealKeys.derived(),
        new MemoryStoreModule(),
        List.of(),
        List.of(trouble.getMessage() + ", so " + MemoryStoreModule.endOfAll(true)));
  }

  private static RefusedStartException refused(String key, String why) {
    return new RefusedStartException(new Problem(key, Optional.empty(), why));
  }
}
