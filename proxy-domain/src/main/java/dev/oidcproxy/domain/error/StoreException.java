package dev.oidcproxy.domain.error;

/**
 * The store could not answer, or is full. Nothing is known about the record that was asked for, so
 * it must never be read as "absent": callers answer 503.
 */
public final class StoreException extends RuntimeException {

  public StoreException(String message) {
    super(message);
  }

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
