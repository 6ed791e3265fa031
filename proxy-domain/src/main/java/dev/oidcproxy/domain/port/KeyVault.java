package dev.oidcproxy.domain.port;

import dev.oidcproxy.domain.value.Secret;
import java.util.Optional;

/**
 * Secrets that the platform keeps for its user, by name: the system keyring. Every method may throw
 * {@link dev.oidcproxy.domain.error.KeyVaultException} when it cannot be used now, which says
 * nothing about the secret: least of all that there is none.
 */
public interface KeyVault {

  /** Empty only when it is certain that there is none. */
  Optional<Secret> get(String name);

  /** Keeps a secret, whatever was kept under the name. */
  void put(String name, Secret secret);
}
