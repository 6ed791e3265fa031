package com.example.acme;

import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.provider.oidc.profile.OidcProfile;
import dev.oidcproxy.provider.oidc.profile.OidcProfile.ClaimRule;
import dev.oidcproxy.provider.oidc.profile.OidcSettings;
import java.util.Map;

/** What Acme ID does differently from the standard: it has tenants. */
final class Acme {

  private Acme() {}

  /** Reads the section {@code provider}; whatever is wrong becomes a problem of {@code config}. */
  static OidcProfile profile(ConfigReader config) {
    String tenant = config.requiredText("tenant", "the first word of your address at Acme ID");
    if (!tenant.matches("[a-z0-9-]*")) {
      config.problem("tenant", "must be one word: small letters, digits and hyphens");
      tenant = "";
    }
    String discovery =
        "https://%s.id.acme.example/.well-known/openid-configuration".formatted(tenant);
    return OidcProfile.of("Acme ID", OidcSettings.from(config, discovery))
        .authorizeWith(Map.of("tenant", tenant))
        .idTokenClaims(ClaimRule.equal("tenant", tenant, "it is of another tenant"))
        .build();
  }
}
