package dev.oidcproxy.domain.port;

import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Verifies the provider's access tokens in a way of its own, in place of the provider's profile.
 */
public interface TokenVerifier {

  /** What a token must carry; asked for at login and advertised. */
  Set<Scope> requiredScopes();

  /**
   * The token's claims.
   *
   * @throws dev.oidcproxy.domain.error.UpstreamException.Rejected when the token does not hold
   * @throws dev.oidcproxy.domain.error.UpstreamException.Unavailable when that could not be found
   *     out
   */
  Map<String, Object> verify(Secret accessToken);

  /** The longest that {@link #verify} may take: others wait that long for a refresh. */
  default Duration longestCheck() {
    return Duration.ofSeconds(30);
  }
}
