package dev.oidcproxy.application.jwt;

import java.security.Key;
import java.util.Optional;
import java.util.Set;

/** Somebody's keys to verify signatures with, of which there may be newer ones. */
public sealed interface VerificationKeys permits Jwks, InlineKeys, FixedKey {

  /**
   * What they may be used for. Keys that are published are for asymmetric algorithms alone,
   * whatever a token or a caller says: as a secret they would be one that everybody knows.
   */
  default Set<String> algorithms() {
    return Algorithms.ASYMMETRIC;
  }

  /** The key for a signature, if it is among those at hand. */
  Optional<Key> find(Optional<String> kid, String algorithm);

  /**
   * As {@link #find}, among newer keys.
   *
   * @throws dev.oidcproxy.domain.error.UpstreamException.Unavailable when they cannot be fetched,
   *     so that nothing is known of the key
   */
  Optional<Key> findNewer(Optional<String> kid, String algorithm);
}
