package dev.oidcproxy.provider.oidc.client;

import dev.oidcproxy.application.crypto.SecureEntropy;
import dev.oidcproxy.domain.port.Entropy;
import dev.oidcproxy.domain.port.KeyVault;
import java.util.Optional;

/**
 * What authenticating may take beside what was configured.
 *
 * @param keyring absent where there is none
 */
public record ClientMeans(Entropy entropy, Optional<KeyVault> keyring) {

  /** Those of a proxy that keeps no key in a keyring. */
  public static ClientMeans withoutKeyring() {
    return new ClientMeans(new SecureEntropy(), Optional.empty());
  }
}
