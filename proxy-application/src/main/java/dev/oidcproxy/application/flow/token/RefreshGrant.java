package dev.oidcproxy.application.flow.token;

import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.flow.Surroundings;
import dev.oidcproxy.application.state.Attempts;
import dev.oidcproxy.application.state.State;
import dev.oidcproxy.application.state.Stored;
import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.error.OAuthException;
import dev.oidcproxy.domain.error.StoreException;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.grant.Grant;
import dev.oidcproxy.domain.grant.Stage.Active;
import dev.oidcproxy.domain.grant.UpstreamTokens;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.domain.token.RotationPolicy;
import dev.oidcproxy.domain.token.RotationPolicy.Decision;
import dev.oidcproxy.domain.token.TokenLifetimes;
import dev.oidcproxy.domain.token.TokenResponse;
import dev.oidcproxy.domain.value.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The refresh grant (RFC 6749 section 6) with rotation (OAuth 2.1 section 4.3.1). Each step is one
 * compare-and-set of the grant; who loses it looks again, and then finds its token answered.
 */
public final class RefreshGrant {

  private final State state;
  private final Issuing issuing;
  private final TokenLifetimes lifetimes;
  private final Duration window;
  private final RotationPolicy rotation;
  private final Surroundings world;

  public RefreshGrant(ProxySettings settings, State state, Issuing issuing, Surroundings world) {
    this.lifetimes = settings.lifetimes();
    this.window = settings.refreshReuseWindow();
    this.rotation = new RotationPolicy(window);
    this.state = state;
    this.issuing = issuing;
    this.world = world;
  }

  /**
   * Newer tokens for a refresh token.
   *
   * @throws OAuthException {@code invalid_grant}, {@code invalid_scope} or {@code invalid_target}
   * @throws UpstreamException when the provider must be asked and gives no clear answer; the
   *     refresh token stays good
   * @throws StoreException when the store does not answer; the refresh token stays good
   */
  public TokenResponse refresh(RefreshRequest request) {
    Attempts attempts = new Attempts();
    while (true) {
      attempts.next();
      Stored<Grant> stored = checked(request, find(request));
      if (decide(stored.value(), request) == Decision.REVOKE_FAMILY) {
        issuing.endGrant().end(stored.value(), ProxyEvent.Reason.REFRESH_TOKEN_REPLAYED);
        throw invalid();
      }
      Optional<TokenResponse> answer = answer(request, fresh(stored));
      if (answer.isPresent()) {
        return answer.get();
      }
    }
  }

  private Stored<Grant> find(RefreshRequest request) {
    return state
        .grants()
        .find(request.token().grant().value())
        .filter(g -> !g.value().expired(world.clock().instant()))
        .orElseThrow(RefreshGrant::invalid);
  }

  /** Garbage, and another client's token, have no effect whatever they name. */
  private Stored<Grant> checked(RefreshRequest request, Stored<Grant> stored) {
    Grant grant = stored.value();
    if (!grant.proves(request.token()) || !grant.client().equals(request.client())) {
      throw invalid();
    }
    TargetCheck.check(issuing.rules(), grant, request.resources());
    if (!grant.scope().containsAll(narrowed(request, grant))) {
      throw new OAuthException(
          new OAuthError.InvalidScope(
              "a refresh may narrow the scope, not widen it: authorize again for more"));
    }
    return stored;
  }

  private Decision decide(Grant grant, RefreshRequest request) {
    return rotation.decide(
        grant.active().orElseThrow(), request.token().generation(), world.clock().instant());
  }

  /** The grant with tokens worth issuing from. */
  private Stored<Grant> fresh(Stored<Grant> stored) {
    UpstreamTokens tokens = stored.value().upstream();
    if (!lifetimes.refreshDueForIssue(tokens, world.clock().instant())) {
      return stored;
    }
    try {
      return issuing.upstream().renew(stored.value()).orElseThrow(RefreshGrant::invalid);
    } catch (UpstreamException.Unavailable e) {
      // A provider's bad minute costs nobody a session while its tokens are still good.
      if (lastsLongEnough(tokens)) {
        // Read again, because the attempt wrote its lease into the grant.
        return state.grants().find(stored.value().id().value()).orElseThrow(RefreshGrant::invalid);
      }
      throw e;
    }
  }

  private boolean lastsLongEnough(UpstreamTokens tokens) {
    Instant needed = world.clock().instant().plus(TokenLifetimes.SHORTEST);
    return !lifetimes.upstreamExpiry(tokens).isBefore(needed);
  }

  /** Empty when another changed the grant meanwhile. */
  private Optional<TokenResponse> answer(RefreshRequest request, Stored<Grant> stored) {
    Instant now = world.clock().instant();
    Grant grant = stored.value();
    Active active = grant.active().orElseThrow();
    return switch (decide(grant, request)) {
      case REVOKE_FAMILY -> Optional.empty();
      case ANSWER_AGAIN -> Optional.of(issue(request, grant, active.generation()));
      case ROTATE -> {
        Grant next =
            grant.rotated(active, now, window).until(lifetimes.grantExpiry(grant.upstream(), now));
        state.subjects().renew(grant, next);
        yield state.grants().replace(stored, next, next.expiresAt())
            ? Optional.of(issue(request, next, active.generation() + 1))
            : Optional.empty();
      }
    };
  }

  private TokenResponse issue(RefreshRequest request, Grant grant, int generation) {
    issuing.clients().renew(grant.client(), grant.expiresAt());
    world.events().on(new ProxyEvent.TokenRefreshed(grant.client(), grant.id(), generation));
    return issuing.issuer().issue(grant, generation, narrowed(request, grant));
  }

  /** {@code offline_access} is in no token of ours, so asking for it again widens nothing. */
  private static Set<Scope> narrowed(RefreshRequest request, Grant grant) {
    return request
        .scope()
        .map(asked -> Scope.without(asked, Set.of(Scope.OFFLINE_ACCESS)))
        .filter(asked -> !asked.isEmpty())
        .orElse(grant.scope());
  }

  private static OAuthException invalid() {
    return new OAuthException(new OAuthError.InvalidGrant("the refresh token is not valid"));
  }
}
