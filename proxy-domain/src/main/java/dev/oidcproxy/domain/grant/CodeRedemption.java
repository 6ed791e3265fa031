package dev.oidcproxy.domain.grant;

import dev.oidcproxy.domain.value.ClientId;
import java.util.Optional;

/**
 * A token request for a code, from an authenticated client (RFC 6749 section 4.1.3).
 *
 * @param redirectUri must be right when sent; PKCE stands in for it when not (OAuth 2.1)
 */
public record CodeRedemption(
    ClientId client, AuthorizationCode code, Optional<String> redirectUri, String codeVerifier) {

  @Override
  public String toString() {
    return "CodeRedemption[client=" + client + ", redacted]";
  }
}
