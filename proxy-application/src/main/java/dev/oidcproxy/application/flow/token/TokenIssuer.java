package dev.oidcproxy.application.flow.token;

import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.flow.Surroundings;
import dev.oidcproxy.domain.claim.ClaimMapping;
import dev.oidcproxy.domain.grant.Grant;
import dev.oidcproxy.domain.port.TokenSigner;
import dev.oidcproxy.domain.token.AccessToken;
import dev.oidcproxy.domain.token.TokenLifetimes;
import dev.oidcproxy.domain.token.TokenResponse;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Makes the token response for a grant (RFC 6749 section 5.1, RFC 9068). */
public final class TokenIssuer {

  private final String issuer;
  private final TokenLifetimes lifetimes;
  private final ClaimMapping claims;
  private final TokenSigner signer;
  private final Surroundings world;

  public TokenIssuer(ProxySettings settings, TokenSigner signer, Surroundings world) {
    this.issuer = settings.issuer();
    this.lifetimes = settings.lifetimes();
    this.claims = settings.claims();
    this.signer = signer;
    this.world = world;
  }

  /** Tokens of one generation of an active grant, for {@code scope} or less. */
  TokenResponse issue(Grant grant, int generation, Set<Scope> scope) {
    // Whole seconds: a JWT carries no more, and expires_in must not promise more than it.
    Instant now = Instant.ofEpochSecond(world.clock().instant().getEpochSecond());
    Instant expiresAt = lifetimes.accessTokenExpiry(grant.upstream(), now);
    AccessToken token =
        new AccessToken(
            world.entropy().text(16),
            issuer,
            grant.resource(),
            grant.identity().subject(),
            grant.client(),
            scope,
            grant.id(),
            generation,
            now,
            expiresAt,
            claims.current(grant.claims()));
    Optional<Secret> refreshToken =
        grant.upstream().refreshable()
            ? Optional.of(grant.refreshToken(generation))
            : Optional.empty();
    return new TokenResponse(
        signer.sign(token), Duration.between(now, expiresAt), refreshToken, scope);
  }
}
