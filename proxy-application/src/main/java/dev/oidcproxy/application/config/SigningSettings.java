package dev.oidcproxy.application.config;

import dev.oidcproxy.domain.value.Secret;
import java.util.List;

/**
 * What our tokens are signed with.
 *
 * @param keys {@code jwt_signing_key}: the first signs, all verify; empty: made at start, gone at
 *     the end
 */
public record SigningSettings(List<Secret> keys, Algorithm algorithm) {

  /** JWS algorithms (RFC 7518). */
  public enum Algorithm {
    HS256,
    RS256,
    ES256
  }
}
