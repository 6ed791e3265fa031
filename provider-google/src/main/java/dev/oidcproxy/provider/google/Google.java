package dev.oidcproxy.provider.google;

import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.provider.oidc.profile.OidcProfile;
import dev.oidcproxy.provider.oidc.profile.OidcProfile.ClaimRule;
import dev.oidcproxy.provider.oidc.profile.OidcProfile.ErrorWords;
import dev.oidcproxy.provider.oidc.profile.OidcProfileBuilder;
import dev.oidcproxy.provider.oidc.profile.OidcSettings;
import java.util.Map;
import java.util.Optional;

/**
 * What Google needs to be told.
 *
 * @param hostedDomain whose people may sign in; {@code *}: those of any Workspace domain
 */
public record Google(OidcSettings oidc, Optional<String> hostedDomain) {

  private static final String DISCOVERY =
      "https://accounts.google.com/.well-known/openid-configuration";

  /**
   * Without these Google gives a refresh token once in a lifetime of the consent, and after that
   * everybody would sign in again each hour.
   */
  private static final Map<String, String> REFRESHABLE =
      Map.of("access_type", "offline", "prompt", "consent");

  /** Reads the section; whatever is wrong becomes a problem of {@code config}. */
  public static Google from(ConfigReader config) {
    Google google = new Google(OidcSettings.from(config, DISCOVERY), config.text("hosted_domain"));
    google.hostedDomain().ifPresent(domain -> google.oidc().needOpenId(config, "hosted_domain"));
    return google;
  }

  public OidcProfile profile() {
    OidcProfileBuilder profile =
        OidcProfile.of("Google", oidc)
            .issuer(new GoogleIssuer())
            .scopes(new GoogleScopes())
            .errors(ErrorWords.byPhrase(GoogleErrors.FIXES))
            .authorizeWith(REFRESHABLE);
    hostedDomain.ifPresent(
        domain -> profile.authorizeWith(Map.of("hd", domain)).idTokenClaims(of(domain)));
    return profile.build();
  }

  /** The parameter only picks an account: who signs in may edit it, so the claim decides. */
  private static ClaimRule of(String domain) {
    String refusal = "the account is not of provider.hosted_domain";
    return domain.equals("*")
        ? claims -> claims.text("hd").isPresent() ? Optional.empty() : Optional.of(refusal)
        : ClaimRule.equal("hd", domain, refusal);
  }
}
