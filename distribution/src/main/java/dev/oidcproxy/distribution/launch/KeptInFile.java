package dev.oidcproxy.distribution.launch;

import com.google.inject.Module;
import dev.oidcproxy.application.config.Problem;
import dev.oidcproxy.application.config.SigningSettings;
import dev.oidcproxy.application.config.SigningSettings.Algorithm;
import dev.oidcproxy.application.crypto.SealKeys;
import dev.oidcproxy.distribution.keys.KeyFile;
import dev.oidcproxy.distribution.keys.UnusableKeyException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Data on disk, and the key to it in a file beside it, because nobody gave one. */
record KeptInFile(Path folder, Algorithm algorithm, SealKeys encryption, Module store)
    implements Keeping {

  private static final String FILE = "signing.key";

  @Override
  public Kept open() {
    Path file = folder.resolve(FILE);
    try {
      SigningSettings signing =
          new SigningSettings(List.of(new KeyFile(file).readOrMake()), algorithm);
      return new Kept(
          signing,
          encryption,
          store,
          List.of("the key to what is stored is in " + file + ": keep it, and keep it private"),
          List.of());
    } catch (UnusableKeyException e) {
      throw new RefusedStartException(
          new Problem(
              "jwt_signing_key",
              Optional.empty(),
              "is not set, and the key file of client_storage is of no use: " + e.getMessage()));
    }
  }
}
