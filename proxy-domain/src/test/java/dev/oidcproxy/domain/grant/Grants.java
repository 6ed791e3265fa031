package dev.oidcproxy.domain.grant;

import dev.oidcproxy.domain.claim.Claims;
import dev.oidcproxy.domain.client.RedirectUri;
import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.domain.value.CodeChallenge;
import dev.oidcproxy.domain.value.GrantId;
import dev.oidcproxy.domain.value.Resource;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Grants for tests of the rules they are subject to. */
public final class Grants {

  public static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  public static final ClientId CLIENT = new ClientId("client-1");
  public static final RedirectUri REDIRECT = new RedirectUri("https://app.example/cb");

  /** RFC 7636 appendix B. */
  public static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  private Grants() {}

  /** A grant that waits for its code. */
  public static Grant awaiting(String id, String key) {
    return Grant.begin(
        authorized(id, key),
        new Login(identity(), tokens(Optional.of("upstream refresh"))),
        Claims.NONE,
        NOW,
        NOW.plus(Duration.ofDays(1)));
  }

  static Grant.Authorized authorized(String id, String key) {
    return new Grant.Authorized(
        new GrantId(id),
        Secret.of(key),
        CLIENT,
        Scope.parse("openid"),
        new Resource("https://mcp.example"),
        REDIRECT,
        CodeChallenge.of(VERIFIER));
  }

  /** A grant whose code was redeemed just now. */
  public static Grant active(String id, String key) {
    Grant awaiting = awaiting(id, key);
    return ((Redemption.Redeemed) awaiting.redeem(redemption(awaiting), NOW)).next();
  }

  /** The redemption that succeeds. */
  public static CodeRedemption redemption(Grant grant) {
    return new CodeRedemption(
        CLIENT,
        AuthorizationCode.parse(grant.code().reveal()).orElseThrow(),
        Optional.of(REDIRECT.value()),
        VERIFIER);
  }

  public static UpstreamTokens tokens(Optional<String> refreshToken) {
    return new UpstreamTokens(
        Secret.of("upstream access"),
        refreshToken.map(Secret::of),
        Optional.empty(),
        Scope.parse("openid"),
        NOW,
        Optional.of(NOW.plusSeconds(3600)),
        Optional.empty());
  }

  private static Identity identity() {
    return new Identity(
        "https://idp.example",
        "user-1",
        Optional.of("Ada"),
        Optional.empty(),
        Optional.empty(),
        false,
        List.of());
  }
}
