package dev.oidcproxy.provider.oidc.profile;

import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.provider.oidc.client.AssertionAudience;
import dev.oidcproxy.provider.oidc.profile.OidcProfile.AccessTokenRule;
import dev.oidcproxy.provider.oidc.profile.OidcProfile.ClaimRule;
import dev.oidcproxy.provider.oidc.profile.OidcProfile.ErrorWords;
import dev.oidcproxy.provider.oidc.profile.OidcProfile.IssuerRule;
import dev.oidcproxy.provider.oidc.profile.OidcProfile.Requests;
import dev.oidcproxy.provider.oidc.profile.OidcProfile.ScopeMapping;
import dev.oidcproxy.provider.oidc.profile.OidcProfile.TokenRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says where a provider differs from the standard; what is not said is standard. */
public final class OidcProfileBuilder {

  private final String name;
  private final OidcSettings settings;
  private IssuerRule issuer = IssuerRule.STANDARD;
  private ScopeMapping scopes = ScopeMapping.SAME;
  private final Map<String, String> authorize = new LinkedHashMap<>();
  private final Map<String, String> token = new LinkedHashMap<>();
  private final List<Scope> loginScopes = new ArrayList<>();
  private boolean scopeOnExchange;
  private AssertionAudience assertionAudience = AssertionAudience.TOKEN_ENDPOINT;
  private AccessTokenRule accessTokens;
  private IdentityClaims identity = IdentityClaims.STANDARD;
  private ClaimRule accessTokenRule;
  private ClaimRule idTokenRule = ClaimRule.NONE;
  private Optional<Boolean> idTokenNeeded = Optional.empty();
  private final List<String> scopeClaims = new ArrayList<>();
  private Optional<String> opaque = Optional.empty();
  private ErrorWords errors = ErrorWords.NONE;
  private Optional<PlainOAuth> plain = Optional.empty();
  private Optional<Exchange> exchange = Optional.empty();

  OidcProfileBuilder(String name, OidcSettings settings) {
    this.name = name;
    this.settings = settings;
    this.accessTokens =
        settings
            .verifyIdToken()
            .map(idToken -> idToken ? AccessTokenRule.UNSEEN : AccessTokenRule.VERIFIED)
            .orElse(AccessTokenRule.AUTOMATIC);
    this.accessTokenRule =
        claims ->
            settings
                .audience()
                .filter(audience -> !claims.oneOrMore("aud").contains(audience))
                .map(audience -> "its audience is not provider.audience");
  }

  public OidcProfileBuilder issuer(IssuerRule rule) {
    this.issuer = rule;
    return this;
  }

  public OidcProfileBuilder scopes(ScopeMapping mapping) {
    this.scopes = mapping;
    return this;
  }

  /** Added to every authorization request, unless the operator says otherwise. */
  public OidcProfileBuilder authorizeWith(Map<String, String> parameters) {
    this.authorize.putAll(parameters);
    return this;
  }

  /** Added to every token request, unless the operator says otherwise. */
  public OidcProfileBuilder tokenWith(Map<String, String> parameters) {
    this.token.putAll(parameters);
    return this;
  }

  /** Asked for at each login on top, in the provider's names, and never required. */
  public OidcProfileBuilder alsoAskFor(List<Scope> scopes) {
    this.loginScopes.addAll(scopes);
    return this;
  }

  /** Whether the exchange of a code names the scopes that the token is for. */
  public OidcProfileBuilder scopeOnExchange(boolean sent) {
    this.scopeOnExchange = sent;
    return this;
  }

  /** Whom our assertions name as their audience, unless the operator says otherwise. */
  public OidcProfileBuilder assertionsFor(AssertionAudience audience) {
    this.assertionAudience = audience;
    return this;
  }

  /** How access tokens are checked, unless the operator set {@code verify_id_token}. */
  public OidcProfileBuilder accessTokens(AccessTokenRule rule) {
    if (settings.verifyIdToken().isEmpty()) {
      this.accessTokens = rule;
    }
    return this;
  }

  public OidcProfileBuilder identity(IdentityClaims claims) {
    this.identity = claims;
    return this;
  }

  /** In place of the rule that the audience is {@code provider.audience}. */
  public OidcProfileBuilder accessTokenClaims(ClaimRule rule) {
    this.accessTokenRule = rule;
    return this;
  }

  /** A rule for ID tokens, which nobody escapes by having none. */
  public OidcProfileBuilder idTokenClaims(ClaimRule rule) {
    this.idTokenRule = rule;
    return this;
  }

  /**
   * Whether nobody signs in without an ID token; unless it is said, when there is a rule for it.
   */
  public OidcProfileBuilder idTokenNeeded(boolean needed) {
    this.idTokenNeeded = Optional.of(needed);
    return this;
  }

  /** A claim of access tokens whose values count as granted scopes. */
  public OidcProfileBuilder scopesFrom(String claim) {
    this.scopeClaims.add(claim);
    return this;
  }

  /** Why an access token may be none that can be read, where one that can is expected. */
  public OidcProfileBuilder opaqueMeans(String words) {
    this.opaque = Optional.of(words);
    return this;
  }

  public OidcProfileBuilder errors(ErrorWords words) {
    this.errors = words;
    return this;
  }

  /** The provider speaks no OpenID Connect: these are its endpoints and its ways. */
  public OidcProfileBuilder plain(PlainOAuth provider) {
    this.plain = Optional.of(provider);
    this.accessTokens = AccessTokenRule.UNSEEN;
    return this;
  }

  /** How tokens of other APIs are got on a person's behalf. */
  public OidcProfileBuilder exchange(Optional<Exchange> how) {
    this.exchange = how;
    return this;
  }

  public OidcProfile build() {
    return new OidcProfile(
        name,
        settings,
        issuer,
        scopes,
        new Requests(
            Map.copyOf(authorize),
            Map.copyOf(token),
            List.copyOf(loginScopes),
            scopeOnExchange,
            assertionAudience),
        accessTokens,
        identity,
        new TokenRules(
            accessTokenRule,
            idTokenRule,
            idTokenNeeded.orElse(!idTokenRule.equals(ClaimRule.NONE)),
            List.copyOf(scopeClaims),
            opaque),
        errors,
        plain,
        exchange);
  }
}
