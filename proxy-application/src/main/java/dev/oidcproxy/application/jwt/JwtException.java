package dev.oidcproxy.application.jwt;

/** A JWT that does not hold. The message says why in constant words: nothing of the token. */
public final class JwtException extends RuntimeException {

  public JwtException(String message) {
    super(message);
  }
}
