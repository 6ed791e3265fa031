package dev.oidcproxy.application.flow.introspection;

import dev.oidcproxy.application.config.ResourceServer;
import dev.oidcproxy.application.flow.token.NoteUse;
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
  private final NoteUse use;
  private final InstantSource clock;

  public IntrospectToken(State state, TokenSigner signer, NoteUse use, InstantSource clock) {
    this.state = state;
    this.signer = signer;
    this.use = use;
    this.clock = clock;
  }

  /**
   * What the token says, if it is good, and then it is in use; empty for anything else: unknown,
   * expired, revoked, for a resource that is not the asking server's.
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
    Optional<Stored<Grant>> alive =
        state
            .grants()
            .find(token.grant().value())
            .filter(g -> !g.value().expired(now) && belongs(token, g.value()));
    alive.ifPresent(grant -> use.note(token, grant, now));
    return alive.isPresent();
  }

  private static boolean belongs(AccessToken token, Grant grant) {
    return grant.client().equals(token.client())
        && grant.active().filter(a -> token.generation() <= a.generation()).isPresent();
  }
}
