package dev.oidcproxy.domain.client;

import dev.oidcproxy.domain.value.TokenHash;
import java.util.Set;

/** How a client proves itself at the token endpoint (RFC 6749 section 2.3). */
public sealed interface ClientAuthentication {

  /** A public client: PKCE is its only proof. */
  record None() implements ClientAuthentication {}

  /**
   * A shared secret, of which only the hash is kept.
   *
   * @param transports where the client may put it: what it registered, or either when it did not
   *     say
   */
  record SecretHash(TokenHash hash, Set<Transport> transports) implements ClientAuthentication {}

  /** Where a secret travels: {@code client_secret_basic} or {@code client_secret_post}. */
  enum Transport {
    BASIC,
    POST
  }
}
