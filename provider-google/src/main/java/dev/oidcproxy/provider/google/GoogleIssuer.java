package dev.oidcproxy.provider.google;

import dev.oidcproxy.application.jwt.JsonObject;
import dev.oidcproxy.provider.oidc.profile.OidcProfile.IssuerRule;

/** Google's ID tokens may name it without the scheme. */
final class GoogleIssuer implements IssuerRule {

  private static final String BARE = "accounts.google.com";

  @Override
  public boolean issued(String issuer, JsonObject claims) {
    return IssuerRule.STANDARD.issued(issuer, claims)
        || (issuer.equals("https://" + BARE)
            && claims.text("iss").filter(BARE::equals).isPresent());
  }
}
