package dev.oidcproxy.testkit.vault;

import dev.oidcproxy.domain.error.KeyVaultException;
import dev.oidcproxy.domain.port.KeyVault;
import dev.oidcproxy.domain.value.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A keyring in memory, which can be locked. */
public final class FakeKeyVault implements KeyVault {

  private final Map<String, Secret> secrets = new ConcurrentHashMap<>();
  private volatile boolean locked;

  /** From now on nothing can be read or kept. */
  public void lock() {
    locked = true;
  }

  public void unlock() {
    locked = false;
  }

  /** What is kept, by name. */
  public Map<String, Secret> secrets() {
    return Map.copyOf(secrets);
  }

  @Override
  public Optional<Secret> get(String name) {
    check();
    return Optional.ofNullable(secrets.get(name));
  }

  @Override
  public void put(String name, Secret secret) {
    check();
    secrets.put(name, secret);
  }

  private void check() {
    if (locked) {
      throw new KeyVaultException("the keyring is locked");
    }
  }
}
