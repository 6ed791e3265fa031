package dev.oidcproxy.provider.aws;

import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.provider.oidc.profile.IdentityClaims;
import dev.oidcproxy.provider.oidc.profile.OidcProfile;
import dev.oidcproxy.provider.oidc.profile.OidcProfile.AccessTokenRule;
import dev.oidcproxy.provider.oidc.profile.OidcProfile.ClaimRule;
import dev.oidcproxy.provider.oidc.profile.OidcSettings;

/** What Amazon Cognito needs to be told. */
public record Cognito(OidcSettings oidc) {

  /** Reads the section; whatever is wrong becomes a problem of {@code config}. */
  public static Cognito from(ConfigReader config) {
    return new Cognito(OidcSettings.from(config, CognitoPool.configUrl(config)));
  }

  public OidcProfile profile() {
    return OidcProfile.of("Amazon Cognito", oidc)
        .scopes(new CognitoScopes())
        .accessTokens(AccessTokenRule.VERIFIED)
        .accessTokenClaims(
            ClaimRule.equal("token_use", "access", "it is no access token of Cognito")
                .and(
                    // Cognito's access tokens have no audience.
                    ClaimRule.equal(
                        "client_id", oidc.client().clientId(), "it is of another app client"))
                .and(forAudience()))
        .idTokenClaims(ClaimRule.equal("token_use", "id", "it is no ID token of Cognito"))
        // The rule is about the token and not about the person.
        .idTokenNeeded(false)
        .identity(
            new IdentityClaims(
                "sub", "name", "cognito:username", "email", "email_verified", "cognito:groups"))
        .build();
  }

  /** A token has an audience only when it was asked for one by {@code resource}. */
  private ClaimRule forAudience() {
    return claims ->
        oidc.audience()
            .filter(audience -> !claims.oneOrMore("aud").contains(audience))
            .map(audience -> "its audience is not provider.audience");
  }
}
