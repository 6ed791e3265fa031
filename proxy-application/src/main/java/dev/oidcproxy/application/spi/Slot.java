package dev.oidcproxy.application.spi;

/** What a plugin can be chosen for. */
public enum Slot {
  /** Binds {@link dev.oidcproxy.domain.port.IdentityProvider}; chosen by {@code provider.type}. */
  PROVIDER("provider.type"),
  /**
   * Binds {@link dev.oidcproxy.domain.port.KeyValueStore}; chosen by {@code client_storage.type}.
   */
  STORE("client_storage.type"),
  /**
   * Binds {@link dev.oidcproxy.domain.port.TokenVerifier}; chosen by {@code
   * provider.token_verifier}.
   */
  TOKEN_VERIFIER("provider.token_verifier");

  private final String key;

  Slot(String key) {
    this.key = key;
  }

  /** The configuration key that chooses. */
  public String key() {
    return key;
  }

  /** The section a plugin of this slot reads its own keys from. */
  public String section() {
    return key.substring(0, key.indexOf('.'));
  }
}
