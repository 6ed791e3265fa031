package dev.oidcproxy.testkit;

import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.grant.Identity;
import dev.oidcproxy.domain.grant.ProviderClaims;
import dev.oidcproxy.domain.grant.UpstreamTokens;
import dev.oidcproxy.domain.value.Scope;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** How a {@link FakeIdentityProvider} behaves; every knob takes effect with the next call. */
public final class ProviderConduct {

  /** How long access tokens live unless told otherwise. */
  private static final Duration ACCESS_LIFETIME = Duration.ofHours(1);

  private volatile boolean up = true;
  private volatile boolean trustworthy = true;
  private volatile boolean ended;
  private volatile boolean refusing;
  private volatile boolean refreshTokens = true;
  private volatile boolean repeatsAccessTokens;
  private volatile Optional<Set<Scope>> grantsOnly = Optional.empty();
  private volatile Optional<Duration> accessLifetime = Optional.of(ACCESS_LIFETIME);
  private volatile Optional<Duration> refreshLifetime = Optional.empty();
  private volatile Duration leeway = Duration.ZERO;
  private volatile Optional<Hold> hold = Optional.empty();
  private volatile ProviderClaims claims = ProviderClaims.NONE;
  private volatile Optional<Identity> seenAnew = Optional.empty();

  ProviderConduct() {}

  /** Answers nothing any more. */
  public void goDown() {
    up = false;
  }

  public void comeBack() {
    up = true;
  }

  /** Its answers carry signatures that do not hold. */
  public void loseTrust() {
    trustworthy = false;
  }

  /** They hold again. */
  public void regainTrust() {
    trustworthy = true;
  }

  /** Refuses logins before a browser comes, as one can to which they are pushed. */
  public void refuseLogins() {
    refusing = true;
  }

  /** Says {@code invalid_grant} to every refresh. */
  public void endGrants() {
    ended = true;
  }

  /** Issues access tokens only. */
  public void issueNoRefreshTokens() {
    refreshTokens = false;
  }

  /** A refresh answers with the access token that was there, only longer. */
  public void repeatAccessTokens() {
    repeatsAccessTokens = true;
  }

  /** Grants no more than these. */
  public void grantOnly(Set<Scope> scopes) {
    grantsOnly = Optional.of(scopes);
  }

  /** Says this of whoever signs in. */
  public void say(ProviderClaims all) {
    claims = all;
  }

  /** Says at each refresh who it is, and then this. */
  public void seeAnew(Identity person) {
    seenAnew = Optional.of(person);
  }

  /** How long access tokens live from now on; absent: it does not say. */
  public void accessTokensLast(Optional<Duration> lifetime) {
    accessLifetime = lifetime;
  }

  /** What it says of the life of refresh tokens. */
  public void refreshTokensLast(Duration lifetime) {
    refreshLifetime = Optional.of(lifetime);
  }

  /** Takes the refresh token before the newest for this long after it was replaced. */
  public void forgive(Duration time) {
    leeway = time;
  }

  /** Every refresh from now on stops inside the provider until the hold is released. */
  public Hold holdRefreshes() {
    Hold next = new Hold();
    hold = Optional.of(next);
    return next;
  }

  void refreshBegins() {
    hold.ifPresent(Hold::pass);
  }

  void checkLogin() {
    checkUp();
    if (refusing) {
      throw new UpstreamException.Denied("the provider refused the login: invalid_scope");
    }
  }

  void checkUp() {
    if (!up) {
      throw new UpstreamException.Unavailable("the provider does not answer");
    }
  }

  boolean up() {
    return up;
  }

  boolean trustworthy() {
    return trustworthy;
  }

  boolean ended() {
    return ended;
  }

  boolean refreshTokens() {
    return refreshTokens;
  }

  /** The answer to a refresh of {@code before}. */
  UpstreamTokens repeating(UpstreamTokens next, UpstreamTokens before) {
    return new UpstreamTokens(
        repeatsAccessTokens ? before.accessToken() : next.accessToken(),
        next.refreshToken(),
        next.idToken(),
        next.scope(),
        next.obtainedAt(),
        next.expiresAt(),
        next.refreshExpiresAt());
  }

  ProviderClaims claims() {
    return claims;
  }

  Optional<Identity> seenAnew() {
    return seenAnew;
  }

  Optional<Duration> accessLifetime() {
    return accessLifetime;
  }

  Optional<Duration> refreshLifetime() {
    return refreshLifetime;
  }

  Duration leeway() {
    return leeway;
  }

  Set<Scope> granted(Set<Scope> asked) {
    Set<Scope> granted = new LinkedHashSet<>(asked);
    grantsOnly.ifPresent(granted::retainAll);
    return granted;
  }
}
