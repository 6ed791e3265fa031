package dev.oidcproxy.provider.oidc.verifier;

import dev.oidcproxy.application.jwt.JsonObject;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Secret;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * What an access token must be for.
 *
 * @param issuers one of them; empty: any
 * @param audiences at least one of them; empty: any
 * @param requiredScopes all of them
 */
public record VerifierRules(
    List<String> issuers, List<String> audiences, Set<Scope> requiredScopes) {

  /** Scopes for the ID token and the refresh token, which many access tokens do not name. */
  private static final Set<Scope> OF_THE_LOGIN =
      Scope.parse("openid profile email address phone offline_access");

  private static final int LONGEST = 64 * 1024;

  /**
   * @throws UpstreamException.Rejected when the claims are of a token for something else
   */
  public void check(JsonObject claims) {
    if (!issuers.isEmpty() && claims.text("iss").filter(issuers::contains).isEmpty()) {
      throw rejected("its issuer is not in provider.verifier.issuer");
    }
    if (!audiences.isEmpty() && Collections.disjoint(claims.oneOrMore("aud"), audiences)) {
      throw rejected("its audience is not in provider.verifier.audience");
    }
    List<String> named = new ArrayList<>(claims.oneOrMore("scope"));
    named.addAll(claims.oneOrMore("scp"));
    if (!Scope.in(named).containsAll(Scope.without(requiredScopes, OF_THE_LOGIN))) {
      throw rejected("it lacks a scope of provider.verifier.required_scopes");
    }
  }

  /**
   * Stops what is no token of anybody, before it is put into a request.
   *
   * @throws UpstreamException.Rejected when it is none
   */
  public static void checkForm(Secret token) {
    String text = token.reveal();
    if (text.length() > LONGEST || !text.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
      throw rejected("it has not the form of a token");
    }
  }

  /** A token that does not hold, in words that quote nothing of it. */
  public static UpstreamException.Rejected rejected(String why) {
    return new UpstreamException.Rejected("the access token does not hold: " + why);
  }
}
