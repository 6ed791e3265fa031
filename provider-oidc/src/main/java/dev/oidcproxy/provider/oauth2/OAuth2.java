package dev.oidcproxy.provider.oauth2;

import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.provider.oidc.profile.IdentityClaims;
import dev.oidcproxy.provider.oidc.profile.OidcProfile;
import dev.oidcproxy.provider.oidc.profile.OidcProfile.ScopeMapping;
import dev.oidcproxy.provider.oidc.profile.OidcSettings;
import dev.oidcproxy.provider.oidc.profile.PlainOAuth;
import dev.oidcproxy.provider.oidc.profile.ProviderUri;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a provider without OpenID Connect needs to be told: where it is, and what in its userinfo
 * answer says who somebody is.
 */
public record OAuth2(OidcSettings oidc, PlainOAuth plain, IdentityClaims identity) {

  private static final List<String> OF_OPENID =
      List.of("config_url", "strict", "algorithm", "verify_id_token");

  private static final String CLAIMS = "identity_claims";
  private static final String INCLUDED = "included_scopes";

  private static final List<String> CLAIM_NAMES =
      List.of("subject", "name", "preferred_username", "email", "email_verified", "groups");

  /** Reads the section; whatever is wrong becomes a problem of {@code config}. */
  public static OAuth2 from(ConfigReader config) {
    for (String key : OF_OPENID) {
      if (config.has(key)) {
        config.problem(
            key, "is of OpenID Connect, which provider.type: oauth2 does without: remove it");
      }
    }
    OidcSettings oidc = OidcSettings.from(config, "", Set.of());
    return new OAuth2(oidc, plain(config), identity(config));
  }

  public OidcProfile profile() {
    // People who sign in know their provider by its host.
    return OidcProfile.of(plain.authorizationEndpoint().getHost(), oidc)
        .plain(plain)
        .identity(identity)
        .scopes(new WithoutOpenId(oidc.requiredScopes()))
        .build();
  }

  private static PlainOAuth plain(ConfigReader config) {
    return new PlainOAuth(
        issuer(config),
        endpoint(config, "authorization_endpoint", "where people sign in"),
        endpoint(config, "token_endpoint", "where codes are exchanged"),
        endpoint(config, "userinfo_endpoint", "what says whose an access token is"),
        config.has("revocation_endpoint")
            ? Optional.of(endpoint(config, "revocation_endpoint", ""))
            : Optional.empty(),
        config.parsed("scope_header", "the name of a header", OAuth2::headerName),
        included(config));
  }

  private static String issuer(ConfigReader config) {
    config.requiredText(
        "issuer",
        "the URL that says whose people these are, and never changes: https://github.com/login/oauth"
            + " for GitHub, else the one the provider names as iss, or its home page");
    return config.url("issuer").orElse("");
  }

  private static URI endpoint(ConfigReader config, String key, String what) {
    config.requiredText(key, "the URL " + what + ", from the provider's documentation");
    URI uri = config.url(key).map(URI::create).orElse(URI.create(""));
    if (uri.getHost() != null && !ProviderUri.safe(uri)) {
      config.problem(key, "must be https; http is for providers on this machine only");
    }
    return uri;
  }

  private static IdentityClaims identity(ConfigReader config) {
    config.requiredText(
        CLAIMS + ".subject",
        "the member of the userinfo answer that tells people apart for ever: id for GitHub, and"
            + " never a name or an address, which change hands");
    Map<String, String> paths = config.map(CLAIMS);
    for (Map.Entry<String, String> claim : paths.entrySet()) {
      if (!CLAIM_NAMES.contains(claim.getKey())) {
        config.problem(
            CLAIMS + "." + claim.getKey(), "must be one of " + String.join(", ", CLAIM_NAMES));
      } else if (!claim.getValue().matches("[^.\\s]+(\\.[^.\\s]+)*")) {
        config.problem(
            CLAIMS + "." + claim.getKey(),
            "must be the name of a member, or names with dots between them: user.id");
      }
    }
    IdentityClaims standard = IdentityClaims.STANDARD;
    return new IdentityClaims(
        paths.getOrDefault("subject", ""),
        paths.getOrDefault("name", standard.name()),
        paths.getOrDefault("preferred_username", standard.preferredUsername()),
        paths.getOrDefault("email", standard.email()),
        paths.getOrDefault("email_verified", standard.emailVerified()),
        paths.getOrDefault("groups", standard.groups()));
  }

  private static Map<Scope, Set<Scope>> included(ConfigReader config) {
    Map<Scope, Set<Scope>> included = new LinkedHashMap<>();
    for (Map.Entry<String, List<String>> entry : config.lists(INCLUDED).entrySet()) {
      Set<Scope> scopes = new LinkedHashSet<>();
      if (!Scope.wellFormed(entry.getKey())
          || !entry.getValue().stream().allMatch(Scope::wellFormed)) {
        config.problem(INCLUDED, "must be scopes, each with the scopes that it includes");
      } else {
        entry.getValue().forEach(scope -> scopes.add(new Scope(scope)));
        included.put(new Scope(entry.getKey()), scopes);
      }
    }
    return included;
  }

  private static String headerName(String text) {
    if (!text.matches("[A-Za-z0-9-]{1,100}")) {
      throw new IllegalArgumentException();
    }
    return text;
  }

  /** {@code offline_access} is a scope of OpenID Connect: sent only where the operator wants it. */
  private record WithoutOpenId(Set<Scope> required) implements ScopeMapping {

    @Override
    public Optional<Scope> toProvider(Scope ours) {
      return ours.equals(Scope.OFFLINE_ACCESS) && !required.contains(ours)
          ? Optional.empty()
          : Optional.of(ours);
    }
  }
}
