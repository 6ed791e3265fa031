package dev.oidcproxy.application.flow.introspection;

import dev.oidcproxy.application.config.ResourceServer;
import dev.oidcproxy.application.state.State;
import dev.oidcproxy.application.state.Stored;
import dev.oidcproxy.domain.grant.Grant;
import dev.oidcproxy.domain.port.TokenSigner;
import dev.oidcproxy.domain.token.AccessToken;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Token introspection (RFC 7662). A refresh token is not active here, as good as it may be: a
 * server that took it for an access token would be wrong.
 */
public final class IntrospectToken {

  private static final Duration SKEW = Duration.ofSeconds(60);

  private final State state;
  private final TokenSigner signer;
  private final InstantSource clock;

  public IntrospectToken(State state, TokenSigner signer, InstantSource clock) {
    this.state = state;
    this.signer = signer;
    this.clock = clock;
  }

  /**
   * What the token says, if it is good; empty for anything else: unknown, expired, revoked, for a
   * resource that is not the asking server's.
   *
   * @throws dev.oidcproxy.domain.error.StoreException when nothing can be said
   */
  public Optional<AccessToken> introspect(ResourceServer asking, String token) {
    Instant now = clock.instant();
    return signer
        .verify(token)
        .filter(t -> asking.resources().contains(t.audience()))
        .filter(t -> !t.expired(now) && !t.issuedAt().isAfter(now.plus(SKEW)))
        .filter(t -> isAlive(t, now));
  }

  private boolean isAlive(AccessToken token, Instant now) {
    Optional<Grant> grant = state.grants().find(token.grant().value()).map(Stored::value);
    return grant
        .filter(g -> !g.expired(now) && g.client().equals(token.client()))
        .flatMap(Grant::active)
        .filter(active -> token.generation() <= active.generation())
        .isPresent();
  }
}
