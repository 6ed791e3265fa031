package dev.oidcproxy.domain.client;

import dev.oidcproxy.domain.value.TokenHash;
import java.net.URI;
import java.util.Optional;
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

  /**
   * A key pair of which we know the public half (RFC 7523 section 2.2), from one of two places.
   *
   * @param jwks the keys themselves, as the text of a JWK Set
   * @param jwksUri where the keys are
   * @param algorithms what may be signed with
   */
  record PrivateKey(Optional<String> jwks, Optional<URI> jwksUri, Set<String> algorithms)
      implements ClientAuthentication {

    /**
     * @throws IllegalArgumentException when the keys are in both places, or in none
     */
    public PrivateKey {
      if (jwks.isPresent() == jwksUri.isPresent()) {
        throw new IllegalArgumentException("keys are in one place");
      }
    }
  }

  /** Where a secret travels: {@code client_secret_basic} or {@code client_secret_post}. */
  enum Transport {
    BASIC,
    POST
  }
}
