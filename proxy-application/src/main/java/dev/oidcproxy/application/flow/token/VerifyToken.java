package dev.oidcproxy.application.flow.token;

import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.flow.Surroundings;
import dev.oidcproxy.application.state.State;
import dev.oidcproxy.application.state.Stored;
import dev.oidcproxy.domain.claim.ClaimMapping;
import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.error.OAuthException;
import dev.oidcproxy.domain.error.StoreException;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.grant.Grant;
import dev.oidcproxy.domain.grant.UpstreamTokens;
import dev.oidcproxy.domain.port.TokenSigner;
import dev.oidcproxy.domain.token.AccessToken;
import dev.oidcproxy.domain.token.TokenLifetimes;
import dev.oidcproxy.domain.value.Resource;
import dev.oidcproxy.domain.value.TokenHash;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Verifies an access token (RFC 9068 section 4): signature, type and issuer, audience, expiry, and
 * that its grant is alive. The provider's token behind it is refreshed when it has run out, so a
 * caller never notices.
 */
public final class VerifyToken implements AutoCloseable {

  private static final Duration SKEW = Duration.ofSeconds(60);

  private final State state;
  private final TokenSigner signer;
  private final UpstreamRefresh upstream;
  private final VerifiedTokens cache;
  private final TokenLifetimes lifetimes;
  private final ClaimMapping mapping;
  private final NoteUse use;
  private final Surroundings world;

  public VerifyToken(
      ProxySettings settings,
      State state,
      TokenSigner signer,
      UpstreamRefresh upstream,
      Surroundings world) {
    this.lifetimes = settings.lifetimes();
    this.mapping = settings.claims();
    this.use = new NoteUse(settings, state);
    this.state = state;
    this.signer = signer;
    this.upstream = upstream;
    this.cache = new VerifiedTokens(state.grants());
    this.world = world;
  }

  /** What was verified a moment ago; touches no store and never blocks. */
  public Optional<Verified> known(String token, Resource resource) {
    return cache
        .find(TokenHash.of(token), world.clock().instant())
        .filter(verified -> verified.token().audience().equals(resource));
  }

  /**
   * Verifies a token for a resource.
   *
   * @throws OAuthException {@code invalid_token}
   * @throws StoreException when the grant cannot be read, and was not within the last minute
   * @throws UpstreamException.Unavailable when the provider's token ran out and no new one came
   */
  public Verified verify(String token, Resource resource) {
    VerifiedTokens.Beginning beginning = cache.begin();
    Instant now = world.clock().instant();
    AccessToken claims = genuine(token, resource, now);
    TokenHash hash = TokenHash.of(token);
    Optional<Verified> before = cache.look(hash, now);
    try {
      Verified verified = read(claims, now);
      cache.keep(hash, verified, beginning, now);
      return verified;
    } catch (OAuthException e) {
      cache.drop(hash);
      throw e;
    } catch (StoreException e) {
      // The store may have taken its time to fail.
      Instant then = world.clock().instant();
      return before.filter(known -> then.isBefore(known.until())).orElseThrow(() -> e);
    }
  }

  @Override
  public void close() {
    cache.close();
  }

  private AccessToken genuine(String token, Resource resource, Instant now) {
    return signer
        .verify(token)
        .filter(t -> t.audience().equals(resource) && !t.expired(now))
        // A node's clock may run ahead of ours, but not by more than this.
        .filter(t -> !t.issuedAt().isAfter(now.plus(SKEW)))
        .orElseThrow(VerifyToken::invalid);
  }

  /** What the grant says of a genuine token now. */
  private Verified read(AccessToken claims, Instant now) {
    Stored<Grant> stored = alive(claims, now);
    use.note(claims, stored, now);
    Grant grant = fresh(stored.value(), now);
    return new Verified(
        claims,
        grant.identity(),
        mapping.current(grant.claims()),
        grant.upstream().accessToken(),
        believedUntil(claims, grant.upstream(), now));
  }

  private Stored<Grant> alive(AccessToken token, Instant now) {
    return state
        .grants()
        .find(token.grant().value())
        .filter(g -> !g.value().expired(now) && belongs(token, g.value()))
        .orElseThrow(VerifyToken::invalid);
  }

  private static boolean belongs(AccessToken token, Grant grant) {
    return grant.client().equals(token.client())
        && grant.active().filter(a -> token.generation() <= a.generation()).isPresent();
  }

  private Grant fresh(Grant grant, Instant now) {
    if (!lifetimes.refreshDueForRequest(grant.upstream(), now)) {
      return grant;
    }
    try {
      return upstream.renew(grant).map(Stored::value).orElseThrow(VerifyToken::invalid);
    } catch (UpstreamException.Unavailable | StoreException e) {
      // Refreshing early is a courtesy; while the token is good, its failure is no one's concern.
      if (now.isBefore(lifetimes.upstreamExpiry(grant.upstream()))) {
        return grant;
      }
      throw e;
    }
  }

  private Instant believedUntil(AccessToken token, UpstreamTokens tokens, Instant now) {
    Instant upstreamEnd = lifetimes.upstreamExpiry(tokens);
    return Stream.of(now.plus(VerifiedTokens.BELIEVED), token.expiresAt(), upstreamEnd)
        .min(Instant::compareTo)
        .orElseThrow();
  }

  private static OAuthException invalid() {
    return new OAuthException(
        new OAuthError.InvalidToken(
            "the access token is expired, revoked or not for this server; refresh it or sign in"
                + " again"));
  }
}
