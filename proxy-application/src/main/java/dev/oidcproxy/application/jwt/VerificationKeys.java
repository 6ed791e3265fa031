package dev.oidcproxy.application.jwt;

import java.security.PublicKey;
import java.util.Optional;

/** Somebody's public keys, of which there may be newer ones. */
public sealed interface VerificationKeys permits Jwks, InlineKeys {

  /** The key for a signature, if it is among those at hand. */
  Optional<PublicKey> find(Optional<String> kid, String algorithm);

  /**
   * As {@link #find}, among newer keys.
   *
   * @throws dev.oidcproxy.domain.error.UpstreamException.Unavailable when they cannot be fetched,
   *     so that nothing is known of the key
   */
  Optional<PublicKey> findNewer(Optional<String> kid, String algorithm);
}
