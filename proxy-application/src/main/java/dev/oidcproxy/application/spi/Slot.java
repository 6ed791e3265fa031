package dev.oidcproxy.application.spi;

import dev.oidcproxy.application.branding.PageTemplate;
import dev.oidcproxy.domain.port.IdentityProvider;
import dev.oidcproxy.domain.port.KeyValueStore;
import dev.oidcproxy.domain.port.KeyVault;
import dev.oidcproxy.domain.port.TokenVerifier;

/**
 * What a plugin can be chosen for. Its module is installed with those of the program and may take
 * their {@code HttpTransport}, {@code InstantSource}, {@code Scheduler}, {@code Entropy} and {@code
 * ProxySettings}, unless its slot says otherwise. One that cannot be made stops the start.
 */
public enum Slot {
  /** Binds {@link IdentityProvider}; chosen by {@code provider.type}. */
  PROVIDER("provider.type", IdentityProvider.class),
  /** Binds {@link KeyValueStore}; chosen by {@code client_storage.type}. */
  STORE("client_storage.type", KeyValueStore.class),
  /** Binds {@link TokenVerifier}; chosen by {@code provider.token_verifier}. */
  TOKEN_VERIFIER("provider.token_verifier", TokenVerifier.class),
  /**
   * Binds {@link KeyVault}; chosen by {@code keyring.type}. Its module stands alone, and is put
   * together when a key is first needed of it: before anything else when the signing key is kept
   * there, which stops the start if it fails; else by the provider, who says so in {@code /readyz}
   * and tries again.
   */
  KEYRING("keyring.type", KeyVault.class),
  /** Binds {@link AuditSink}; chosen by {@code telemetry.audit_log}. */
  AUDIT_SINK("telemetry.audit_log", AuditSink.class),
  /** Binds {@link PageTemplate}; chosen by {@code branding.pages}. */
  PAGES("branding.pages", PageTemplate.class);

  private final String key;
  private final Class<?> port;

  Slot(String key, Class<?> port) {
    this.key = key;
    this.port = port;
  }

  /** The configuration key that chooses. */
  public String key() {
    return key;
  }

  /** The section a plugin of this slot reads its own keys from. */
  public String section() {
    return key.substring(0, key.indexOf('.'));
  }

  /** The last part of the key: what it is called in its section. */
  public String choice() {
    return key.substring(key.indexOf('.') + 1);
  }

  /** What the module of such a plugin must bind, without an annotation. */
  public Class<?> port() {
    return port;
  }
}
