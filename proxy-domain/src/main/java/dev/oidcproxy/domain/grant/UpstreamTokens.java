package dev.oidcproxy.domain.grant;

import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Secret;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What the provider issued for a login, as facts: a lifetime it did not state is absent here, and
 * {@link dev.oidcproxy.domain.token.TokenLifetimes} decides what to make of that.
 *
 * @param scope what the provider granted
 * @param obtainedAt when these tokens came
 */
public record UpstreamTokens(
    Secret accessToken,
    Optional<Secret> refreshToken,
    Optional<Secret> idToken,
    Set<Scope> scope,
    Instant obtainedAt,
    Optional<Instant> expiresAt,
    Optional<Instant> refreshExpiresAt) {

  public boolean refreshable() {
    return refreshToken.isPresent();
  }

  /** The same, to be refreshed with another token. */
  public UpstreamTokens refreshedBy(Secret another) {
    return new UpstreamTokens(
        accessToken, Optional.of(another), idToken, scope, obtainedAt, expiresAt, refreshExpiresAt);
  }
}
