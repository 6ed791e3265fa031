package dev.oidcproxy.distribution.keys;

/** A key that was kept cannot be used; the message is for the operator, without the key. */
public final class UnusableKeyException extends RuntimeException {

  public UnusableKeyException(String message) {
    super(message);
  }
}
