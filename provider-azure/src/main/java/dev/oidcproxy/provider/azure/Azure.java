package dev.oidcproxy.provider.azure;

import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.provider.oidc.OidcProfile;
import dev.oidcproxy.provider.oidc.OidcProfile.AccessTokenRule;
import dev.oidcproxy.provider.oidc.OidcProfile.ClaimRule;
import dev.oidcproxy.provider.oidc.OidcProfile.IdentityClaims;
import dev.oidcproxy.provider.oidc.OidcSettings;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What Microsoft Entra ID needs to be told.
 *
 * @param identifierUri of the API, whose scopes are the ones required
 * @param additionalScopes asked for at the login only, by their full names
 */
public record Azure(OidcSettings oidc, String identifierUri, List<Scope> additionalScopes) {

  private static final String PUBLIC_CLOUD = "login.microsoftonline.com";

  /**
   * The address of a person is what a tenant's administrator wrote; only this claim says that the
   * domain is the tenant's.
   */
  private static final String EMAIL_VERIFIED = "xms_edov";

  /** Reads the section; whatever is wrong becomes a problem of {@code config}. */
  public static Azure from(ConfigReader config) {
    OidcSettings oidc = OidcSettings.from(config, discovery(config));
    if (oidc.forwardResource()) {
      config.problem(
          "forward_resource", "cannot be true: Entra ID refuses it beside scope (AADSTS9010010)");
    }
    return new Azure(
        oidc,
        config.text("identifier_uri").orElse("api://" + oidc.client().clientId()),
        additional(config));
  }

  private static String discovery(ConfigReader config) {
    Optional<String> written = config.text("tenant_id");
    String authority = config.text("base_authority").orElse(PUBLIC_CLOUD);
    if (written.isEmpty() && config.has("config_url")) {
      return "";
    }
    String tenant =
        config.requiredText(
            "tenant_id",
            "the directory (tenant) id; organizations, common or consumers for several tenants");
    if (!tenant.matches("[A-Za-z0-9.-]*")) {
      config.problem("tenant_id", "must be an id, a domain, organizations, common or consumers");
      return "";
    }
    if (!authority.matches("[a-z0-9.-]+")) {
      config.problem("base_authority", "must be a host, such as login.microsoftonline.us");
      return "";
    }
    return "https://" + authority + "/" + tenant + "/v2.0/.well-known/openid-configuration";
  }

  private static List<Scope> additional(ConfigReader config) {
    String key = "additional_authorize_scopes";
    List<String> written = config.list(key).orElse(List.of());
    if (!written.stream().allMatch(Scope::wellFormed)) {
      config.problem(key, "each must be one scope, such as User.Read");
      return List.of();
    }
    return written.stream().map(Scope::new).toList();
  }

  public OidcProfile profile() {
    AzureScopes scopes = new AzureScopes(identifierUri);
    boolean api = oidc.requiredScopes().stream().anyMatch(AzureScopes::ofAnApi);
    return OidcProfile.of("Microsoft", oidc)
        .issuer(new AzureIssuers())
        .scopes(scopes)
        .alsoAskFor(additionalScopes)
        // Without a scope of our API the token is for Microsoft Graph, and not ours to read.
        .accessTokens(api ? AccessTokenRule.VERIFIED : AccessTokenRule.UNSEEN)
        .accessTokenClaims(forThisApi())
        .scopeOnExchange(api)
        .identity(
            new IdentityClaims(
                "sub", "name", "preferred_username", "email", EMAIL_VERIFIED, "groups"))
        .errors(AzureErrors::fix)
        // The token that is exchanged must be one for our API.
        .exchange(api ? Optional.of(new AzureOnBehalfOf()) : Optional.empty())
        .build();
  }

  /** Tokens of version 1 name the API by its URI, those of version 2 by its id. */
  private ClaimRule forThisApi() {
    Set<String> ours = new LinkedHashSet<>(List.of(identifierUri, oidc.client().clientId()));
    oidc.audience().ifPresent(ours::add);
    return claims ->
        claims.oneOrMore("aud").stream().anyMatch(ours::contains)
            ? Optional.empty()
            : Optional.of("its audience is neither provider.identifier_uri nor the client id");
  }
}
