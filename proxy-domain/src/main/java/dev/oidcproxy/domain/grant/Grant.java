package dev.oidcproxy.domain.grant;

import dev.oidcproxy.domain.claim.Claims;
import dev.oidcproxy.domain.client.RedirectUri;
import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.error.OAuthException;
import dev.oidcproxy.domain.grant.Stage.Active;
import dev.oidcproxy.domain.grant.Stage.AwaitingConsent;
import dev.oidcproxy.domain.grant.Stage.AwaitingRedemption;
import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.domain.value.CodeChallenge;
import dev.oidcproxy.domain.value.GrantId;
import dev.oidcproxy.domain.value.Resource;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A login that a client may live from: who, for which client, resource and scopes, with the
 * provider's tokens behind it. A value: every method that changes something returns the next grant,
 * which takes effect only by a compare-and-set in the store.
 *
 * @param key random and secret; makes the code and every refresh token
 * @param claims what of the provider's claims goes on, as it was said together with the identity
 * @param expiresAt when the last thing that could be issued from it ends
 */
public record Grant(
    GrantId id,
    Secret key,
    ClientId client,
    Identity identity,
    Claims claims,
    Set<Scope> scope,
    Resource resource,
    UpstreamTokens upstream,
    Instant createdAt,
    Instant expiresAt,
    Stage stage) {

  /** First uses that are remembered: an honest client has a few within the window. */
  private static final int MOST_USES = 100;

  /** How long a code may be redeemed. */
  public static final Duration CODE_LIFETIME = Duration.ofMinutes(5);

  /**
   * A grant that waits for its code.
   *
   * @param expiresAt when the grant ends once it is redeemed
   */
  public static Grant begin(
      Authorized authorized, Login login, Claims claims, Instant now, Instant expiresAt) {
    return new Grant(
        authorized.id(),
        authorized.key(),
        authorized.client(),
        login.identity(),
        claims,
        authorized.scope(),
        authorized.resource(),
        login.tokens(),
        now,
        expiresAt,
        new AwaitingRedemption(
            authorized.redirectUri(), authorized.challenge(), now.plus(CODE_LIFETIME)));
  }

  /** What a client was authorized to, and the random parts of its grant. */
  public record Authorized(
      GrantId id,
      Secret key,
      ClientId client,
      Set<Scope> scope,
      Resource resource,
      RedirectUri redirectUri,
      CodeChallenge challenge) {}

  public boolean expired(Instant now) {
    return !now.isBefore(expiresAt);
  }

  /** When it ends if nothing more happens. */
  public Instant end() {
    return switch (stage) {
      case AwaitingConsent waiting -> waiting.until();
      case AwaitingRedemption waiting -> waiting.codeExpiresAt();
      case Active active -> expiresAt;
    };
  }

  /** The grant before its code was issued, waiting for consent. */
  public Grant held(Authorized authorized, Instant until) {
    return with(new AwaitingConsent(authorized.redirectUri(), authorized.challenge(), until));
  }

  /** The grant with consent: it waits for its code from now on. */
  public Grant consented(AwaitingConsent held, Instant now) {
    return with(
        new AwaitingRedemption(held.redirectUri(), held.challenge(), now.plus(CODE_LIFETIME)));
  }

  /** The one code of this grant. */
  public Secret code() {
    return Secret.of(id.value() + "." + Proof.of(key, "code"));
  }

  /** The refresh token of a generation; the same each time it is asked for. */
  public Secret refreshToken(int generation) {
    return Secret.of(id.value() + "." + generation + "." + refreshProof(generation));
  }

  public boolean proves(AuthorizationCode code) {
    return code.grant().equals(id) && Proof.matches(Proof.of(key, "code"), code.proof());
  }

  /** Whether the token is genuine, of any generation up to the newest. */
  public boolean proves(RefreshToken token) {
    return stage instanceof Active active
        && token.grant().equals(id)
        && token.generation() <= active.generation()
        && Proof.matches(refreshProof(token.generation()), token.proof());
  }

  /**
   * Redeems the code (RFC 6749 section 4.1.3, RFC 7636 section 4.6). A failed check changes
   * nothing: an honest client may try again with its mistake mended.
   *
   * @throws OAuthException {@code invalid_grant} when a check fails
   */
  public Redemption redeem(CodeRedemption request, Instant now) {
    if (!proves(request.code()) || !request.client().equals(client)) {
      throw invalid("the authorization code is not valid");
    }
    if (stage instanceof AwaitingConsent) {
      throw invalid("the authorization code is not valid");
    }
    if (!(stage instanceof AwaitingRedemption waiting)) {
      return new Redemption.Replayed();
    }
    if (!now.isBefore(waiting.codeExpiresAt())) {
      throw invalid("the authorization code has expired");
    }
    if (request.redirectUri().filter(u -> !u.equals(waiting.redirectUri().value())).isPresent()) {
      throw invalid("redirect_uri is not the one of the authorization request");
    }
    if (!waiting.challenge().verifiedBy(request.codeVerifier())) {
      throw invalid("code_verifier does not match the code_challenge");
    }
    return new Redemption.Redeemed(
        with(new Active(0, Collections.emptySortedMap(), Optional.empty(), Optional.of(now))));
  }

  /** The stage of a redeemed grant. */
  public Optional<Active> active() {
    return stage instanceof Active active ? Optional.of(active) : Optional.empty();
  }

  /** The grant after its newest refresh token was used: the next generation is the newest. */
  public Grant rotated(Active active, Instant now, Duration window) {
    TreeMap<Integer, Instant> uses = recent(active, now, window);
    uses.putIfAbsent(active.generation(), now);
    return with(new Active(active.generation() + 1, uses, active.lease(), Optional.of(now)));
  }

  /** The grant after a token of its newest generation was seen in use for the first time. */
  public Grant used(Active active, Instant now, Duration window) {
    TreeMap<Integer, Instant> uses = recent(active, now, window);
    uses.putIfAbsent(active.generation(), now);
    return with(new Active(active.generation(), uses, active.lease(), Optional.of(now)));
  }

  /** The grant after a token of it was seen in use again. */
  public Grant seen(Active active, Instant now) {
    return with(
        new Active(active.generation(), active.firstUses(), active.lease(), Optional.of(now)));
  }

  /** When it was last seen in use. */
  public Instant lastUsed() {
    return active().flatMap(Active::lastUsed).orElse(createdAt);
  }

  /** The grant with an upstream refresh under way. */
  public Grant leased(Active active, Lease lease) {
    return with(
        new Active(active.generation(), active.firstUses(), Optional.of(lease), active.lastUsed()));
  }

  /** The grant with no upstream refresh under way. */
  public Grant released(Active active) {
    return with(
        new Active(active.generation(), active.firstUses(), Optional.empty(), active.lastUsed()));
  }

  /** The grant with the provider's newest tokens, and what they say of the person when they do. */
  public Grant refreshed(UpstreamTokens tokens, Optional<Identity> seen, Optional<Claims> said) {
    return new Grant(
        id,
        key,
        client,
        seen.orElse(identity),
        said.orElse(claims),
        scope,
        resource,
        tokens,
        createdAt,
        expiresAt,
        stage);
  }

  public Grant until(Instant end) {
    return new Grant(
        id, key, client, identity, claims, scope, resource, upstream, createdAt, end, stage);
  }

  private Grant with(Stage next) {
    return new Grant(
        id, key, client, identity, claims, scope, resource, upstream, createdAt, expiresAt, next);
  }

  /** A use older than the window decides nothing any more, except that of the newest generation. */
  private static TreeMap<Integer, Instant> recent(Active active, Instant now, Duration window) {
    TreeMap<Integer, Instant> uses = new TreeMap<>(active.firstUses());
    uses.headMap(active.generation()).values().removeIf(at -> !now.isBefore(at.plus(window)));
    // A client that refreshes without pause must not make its grant ever larger.
    while (uses.size() >= MOST_USES) {
      uses.pollFirstEntry();
    }
    return uses;
  }

  private String refreshProof(int generation) {
    return Proof.of(key, "refresh." + generation);
  }

  private static OAuthException invalid(String description) {
    return new OAuthException(new OAuthError.InvalidGrant(description));
  }
}
