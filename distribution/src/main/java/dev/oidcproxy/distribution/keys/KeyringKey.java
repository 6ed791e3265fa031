package dev.oidcproxy.distribution.keys;

import dev.oidcproxy.domain.error.KeyVaultException;
import dev.oidcproxy.domain.port.KeyVault;
import dev.oidcproxy.domain.value.Secret;

/**
 * The signing key in a keyring, made at the first start.
 *
 * @param where what the keyring is called
 */
public record KeyringKey(KeyVault vault, String where) {

  private static final String NAME = "jwt_signing_key";

  /**
   * The key.
   *
   * @throws KeyVaultException when the keyring cannot be used
   * @throws UnusableKeyException when what is kept there is no key of ours
   */
  public Secret readOrMake() {
    if (vault.get(NAME).isEmpty()) {
      vault.put(NAME, FreshKey.make());
    }
    // Read again: a vault that lost it would cost everything at the next start, and another
    // process may have been faster.
    Secret kept =
        vault.get(NAME).orElseThrow(() -> new KeyVaultException(where + " does not keep a key"));
    if (!FreshKey.isOne(kept.reveal())) {
      throw new UnusableKeyException(
          "the entry "
              + NAME
              + " of oidc-proxy in "
              + where
              + " holds no key: delete it, or set jwt_signing_key");
    }
    return kept;
  }
}
