package dev.oidcproxy.domain.port;

import java.util.Optional;

/** Authenticated encryption. */
public interface Seal {

  /**
   * Sealed bytes. One for records gives others each time, even for the same record, because a
   * compare-and-set takes them for its version.
   */
  byte[] seal(byte[] plain);

  /** Empty when the bytes were not sealed by a key we hold, or were changed. */
  Optional<byte[]> open(byte[] sealed);
}
