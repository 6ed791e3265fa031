package dev.oidcproxy.provider.azure;

import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.config.ScopeList;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.provider.oidc.profile.IdentityClaims;
import dev.oidcproxy.provider.oidc.profile.OidcProfile;
import dev.oidcproxy.provider.oidc.profile.OidcProfile.AccessTokenRule;
import dev.oidcproxy.provider.oidc.profile.OidcProfile.ClaimRule;
import dev.oidcproxy.provider.oidc.profile.OidcSettings;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What Microsoft Entra ID, B2C and External ID need to be told.
 *
 * @param identifierUri of the API, whose scopes are the ones required
 * @param additionalScopes asked for at the login only, by their full names
 * @param tokenIssuer the one issuer that tokens for the API must carry
 */
public record Azure(
    OidcSettings oidc,
    AzureAuthority authority,
    String identifierUri,
    List<Scope> additionalScopes,
    Optional<String> tokenIssuer) {

  /**
   * The address of a person is what a tenant's administrator wrote; only this claim says that the
   * domain is the tenant's.
   */
  private static final String EMAIL_VERIFIED = "xms_edov";

  static final String ADDITIONAL = "additional_authorize_scopes";

  /**
   * Many people are signed in with more accounts than one. {@code audience} is no parameter of
   * theirs: the scopes say which API it is.
   */
  private static final Map<String, String> ON_AUTHORIZE =
      Map.of("prompt", "select_account", "audience", "");

  /** Reads the section; whatever is wrong becomes a problem of {@code config}. */
  public static Azure from(ConfigReader config) {
    AzureAuthority authority = AzureAuthority.from(config);
    OidcSettings oidc = OidcSettings.from(config, authority.configUrl());
    Azure azure =
        new Azure(
            oidc,
            authority,
            AzureScopes.identifierUri(config, authority, oidc.client().clientId()),
            List.copyOf(ScopeList.read(config, ADDITIONAL).orElse(Set.of())),
            config.text("token_issuer"));
    AzureProblems.tell(azure, config);
    return azure;
  }

  AzureScopes scopes() {
    return new AzureScopes(identifierUri, oidc.client().clientId());
  }

  /** Whether access tokens are for our API, and ours to read. */
  boolean forOurApi() {
    return oidc.requiredScopes().stream().anyMatch(AzureScopes::ofAnApi);
  }

  /** Whether a rule of whose tokens are ours is not met by access tokens that are looked into. */
  boolean judgedByIdToken() {
    return (authority.workAccountsOnly() || tokenIssuer.isPresent())
        && (!forOurApi() || oidc.tokenVerifier().isPresent());
  }

  public OidcProfile profile() {
    boolean b2c = authority.b2cTenant().isPresent();
    // Without a scope of our API the token is for Microsoft Graph, and not ours to read.
    boolean api = forOurApi();
    return OidcProfile.of("Microsoft", oidc)
        .issuer(new AzureIssuers(tokenIssuer, b2c, authority.workAccountsOnly()))
        .scopes(scopes())
        .alsoAskFor(additionalScopes)
        .authorizeWith(ON_AUTHORIZE)
        .tokenWith(Map.of("audience", ""))
        .accessTokens(api ? AccessTokenRule.VERIFIED : AccessTokenRule.UNSEEN)
        .accessTokenClaims(forThisApi().and(fromTokenIssuer()))
        .idTokenClaims(api ? ClaimRule.NONE : fromTokenIssuer())
        .idTokenNeeded(judgedByIdToken())
        .scopeOnExchange(api)
        .identity(
            new IdentityClaims(
                "sub",
                "name",
                "preferred_username",
                b2c ? "emails" : "email",
                EMAIL_VERIFIED,
                "groups"))
        .errors(AzureErrors::fix)
        // The token must be one for our API; B2C has no such flow (AADB2C90086).
        .exchange(api && !b2c ? Optional.of(new AzureOnBehalfOf()) : Optional.empty())
        .build();
  }

  /** Tokens of version 1 name the API by its URI, those of version 2 by its id. */
  private ClaimRule forThisApi() {
    Set<String> ours =
        new LinkedHashSet<>(List.of(identifierUri, identifierUri + "/", oidc.client().clientId()));
    oidc.audience().ifPresent(ours::add);
    return claims ->
        claims.oneOrMore("aud").stream().anyMatch(ours::contains)
            ? Optional.empty()
            : Optional.of("its audience is neither provider.identifier_uri nor the client id");
  }

  private ClaimRule fromTokenIssuer() {
    return tokenIssuer
        .map(issuer -> ClaimRule.equal("iss", issuer, "its issuer is not provider.token_issuer"))
        .orElse(ClaimRule.NONE);
  }
}
