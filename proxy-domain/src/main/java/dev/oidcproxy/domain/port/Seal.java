package dev.oidcproxy.domain.port;

import java.util.Optional;

/** Authenticated encryption of records. */
public interface Seal {

  /** Different bytes each time, even for the same record. */
  byte[] seal(byte[] plain);

  /** Empty when the bytes were not sealed by a key we hold, or were changed. */
  Optional<byte[]> open(byte[] sealed);
}
