package dev.oidcproxy.application.state;

/**
 * A record as it was read. The exact bytes are its version: sealing is randomised, so no two writes
 * look alike, and a compare-and-set on them can never take a changed record for an unchanged one.
 */
public final class Stored<T> {

  private final String id;
  private final T value;
  private final byte[] version;

  Stored(String id, T value, byte[] version) {
    this.id = id;
    this.value = value;
    this.version = version;
  }

  public T value() {
    return value;
  }

  String id() {
    return id;
  }

  byte[] version() {
    return version;
  }
}
