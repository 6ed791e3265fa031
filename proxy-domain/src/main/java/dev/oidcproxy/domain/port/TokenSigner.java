package dev.oidcproxy.domain.port;

import dev.oidcproxy.domain.token.AccessToken;
import dev.oidcproxy.domain.value.Secret;
import java.util.Map;
import java.util.Optional;

/** Makes and reads our own JWTs. */
public interface TokenSigner {

  /** An {@code at+jwt} (RFC 9068). */
  Secret sign(AccessToken token);

  /**
   * What a token says, when its signature, type and issuer are ours; expiry and audience are the
   * caller's to judge. Empty for everything else.
   */
  Optional<AccessToken> verify(String token);

  /** An assertion for a backend, signed with the key that {@link #jwks} publishes for it. */
  Secret assertion(Map<String, Object> claims);

  /** The public keys (RFC 7517), as a JSON object. */
  Map<String, Object> jwks();
}
