package dev.oidcproxy.domain.client;

import dev.oidcproxy.domain.value.TokenHash;

/** How a client proves itself at the token endpoint (RFC 6749 section 2.3). */
public sealed interface ClientAuthentication {

  /** A public client: PKCE is its only proof. */
  record None() implements ClientAuthentication {}

  /** A shared secret, of which only the hash is kept. */
  record SecretHash(TokenHash hash, Transport transport) implements ClientAuthentication {}

  /** Where a client said it would put its secret. */
  enum Transport {
    BASIC,
    POST
  }
}
