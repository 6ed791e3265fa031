package dev.oidcproxy.distribution.launch;

import com.google.inject.Module;
import dev.oidcproxy.application.config.SigningSettings;
import dev.oidcproxy.application.crypto.SealKeys;
import java.util.List;

/**
 * Where keys and state are kept. What the configuration does not say is found out at start: only
 * then may a key be read or made.
 */
@FunctionalInterface
interface Keeping {

  /**
   * Finds out.
   *
   * @throws RefusedStartException when a key that is there cannot be used
   */
  Kept open();

  /**
   * What was found out.
   *
   * @param store binds the store
   * @param notices for the operator: where things are kept
   * @param warnings for the operator: what is not kept
   */
  record Kept(
      SigningSettings signing,
      SealKeys encryption,
      Module store,
      List<String> notices,
      List<String> warnings) {

    static Kept quietly(SigningSettings signing, SealKeys encryption, Module store) {
      return new Kept(signing, encryption, store, List.of(), List.of());
    }
  }
}
