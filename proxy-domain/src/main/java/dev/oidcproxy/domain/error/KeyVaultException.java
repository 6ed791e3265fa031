package dev.oidcproxy.domain.error;

/** The system keyring could not be used: there is none, it is locked, or it did not answer. */
public final class KeyVaultException extends RuntimeException {

  public KeyVaultException(String message) {
    super(message);
  }
}
