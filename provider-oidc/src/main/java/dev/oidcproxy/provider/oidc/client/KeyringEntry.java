package dev.oidcproxy.provider.oidc.client;

import dev.oidcproxy.application.jwt.AssertionKey;
import dev.oidcproxy.domain.error.KeyVaultException;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.port.KeyVault;
import dev.oidcproxy.domain.value.Secret;
import java.util.Optional;

/** A private key in the system keyring, which somebody put there. */
record KeyringEntry(ClientKey.InKeyring key, Optional<KeyVault> keyring) {

  /**
   * @throws UpstreamException.Unavailable when there is none that could be used
   */
  AssertionKey read() {
    try {
      Secret pem =
          keyring
              .flatMap(vault -> vault.get(key.entry()))
              .orElseThrow(() -> unusable("is not there: provider.private_key_keyring names it"));
      return key.header().over(pem.reveal());
    } catch (KeyVaultException e) {
      throw unusable("cannot be read: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw unusable("cannot be used: " + e.getMessage());
    }
  }

  private UpstreamException.Unavailable unusable(String why) {
    return new UpstreamException.Unavailable(
        "the entry " + key.entry() + " of oidc-proxy in the system keyring " + why);
  }
}
