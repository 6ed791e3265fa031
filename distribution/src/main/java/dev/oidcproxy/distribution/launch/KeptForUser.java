package dev.oidcproxy.distribution.launch;

import com.google.inject.Module;
import dev.oidcproxy.application.config.Problem;
import dev.oidcproxy.application.config.SigningSettings;
import dev.oidcproxy.application.config.SigningSettings.Algorithm;
import dev.oidcproxy.application.crypto.SealKeys;
import dev.oidcproxy.distribution.keys.KeyringKey;
import dev.oidcproxy.distribution.keys.Machine;
import dev.oidcproxy.distribution.keys.UnusableKeyException;
import dev.oidcproxy.domain.error.KeyVaultException;
import java.util.List;
import java.util.Optional;

/**
 * The key in the account's keyring and the data on disk; without a keyring both end with the
 * process.
 */
record KeptForUser(Machine machine, Algorithm algorithm, SealKeys encryption, Module disk)
    implements Keeping {

  @Override
  public Kept open() {
    try {
      SigningSettings signing =
          new SigningSettings(
              List.of(new KeyringKey(machine.keyring().get()).readOrMake()), algorithm);
      return new Kept(
          signing,
          encryption,
          disk,
          List.of("the key to what is stored is in the system keyring"),
          List.of());
    } catch (KeyVaultException e) {
      SigningSettings none = new SigningSettings(List.of(), algorithm);
      return new Kept(
          none,
          SealKeys.derived(),
          new MemoryStoreModule(),
          List.of(),
          List.of(e.getMessage() + ", so " + MemoryStoreModule.endOfAll(none)));
    } catch (UnusableKeyException e) {
      throw new RefusedStartException(
          new Problem("jwt_signing_key", Optional.empty(), "is not set, and " + e.getMessage()));
    }
  }
}
