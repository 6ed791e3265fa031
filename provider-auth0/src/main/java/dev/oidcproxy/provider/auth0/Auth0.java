package dev.oidcproxy.provider.auth0;

import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.provider.oidc.client.AssertionAudience;
import dev.oidcproxy.provider.oidc.profile.OidcProfile;
import dev.oidcproxy.provider.oidc.profile.OidcProfile.AccessTokenRule;
import dev.oidcproxy.provider.oidc.profile.OidcProfile.ClaimRule;
import dev.oidcproxy.provider.oidc.profile.OidcProfile.ErrorWords;
import dev.oidcproxy.provider.oidc.profile.OidcProfileBuilder;
import dev.oidcproxy.provider.oidc.profile.OidcSettings;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What Auth0 needs to be told.
 *
 * @param organization whose members may sign in, by id or by name
 * @param permissionsAsScopes whether {@code permissions} of access tokens count as granted scopes
 */
public record Auth0(OidcSettings oidc, Optional<String> organization, boolean permissionsAsScopes) {

  /** Reads the section; whatever is wrong becomes a problem of {@code config}. */
  public static Auth0 from(ConfigReader config) {
    OidcSettings oidc = OidcSettings.from(config);
    if (oidc.audience().isEmpty() && !oidc.verifyIdToken().orElse(false)) {
      config.problem(
          "audience",
          "is missing: the identifier of an API in Auth0 (Applications, APIs). Without one Auth0"
              + " issues access tokens that cannot be read; verify_id_token: true does without");
    }
    Optional<String> organization = config.text("organization");
    organization.ifPresent(o -> oidc.needOpenId(config, "organization"));
    return new Auth0(oidc, organization, config.flag("permissions_as_scopes", false));
  }

  public OidcProfile profile() {
    OidcProfileBuilder profile =
        OidcProfile.of("Auth0", oidc)
            .accessTokens(AccessTokenRule.VERIFIED)
            .assertionsFor(AssertionAudience.ISSUER)
            .errors(ErrorWords.byPhrase(Auth0Errors.FIXES))
            .opaqueMeans("Auth0 knows no API with the identifier in provider.audience");
    if (permissionsAsScopes) {
      profile.scopesFrom("permissions");
    }
    organization.ifPresent(
        o -> profile.authorizeWith(Map.of("organization", o)).idTokenClaims(member(o)));
    return profile.build();
  }

  /** Auth0 has names in lower case in its tokens, whatever the case in its console. */
  private static ClaimRule member(String organization) {
    String refusal = "it is not of the organization in provider.organization";
    return organization.startsWith("org_")
        ? ClaimRule.equal("org_id", organization, refusal)
        : ClaimRule.equal("org_name", organization.toLowerCase(Locale.ROOT), refusal);
  }
}
