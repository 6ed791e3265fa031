package dev.oidcproxy.provider.aws;

import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.provider.oidc.profile.IdentityClaims;
import dev.oidcproxy.provider.oidc.profile.OidcProfile;
import dev.oidcproxy.provider.oidc.profile.OidcProfile.AccessTokenRule;
import dev.oidcproxy.provider.oidc.profile.OidcProfile.ClaimRule;
import dev.oidcproxy.provider.oidc.profile.OidcProfile.ScopeMapping;
import dev.oidcproxy.provider.oidc.profile.OidcSettings;
import java.util.Optional;
import java.util.regex.Pattern;

/** What Amazon Cognito needs to be told. */
public record Cognito(OidcSettings oidc) {

  private static final Pattern POOL = Pattern.compile("([a-z]{2}(-[a-z]+)+-\\d)_[A-Za-z0-9]+");

  /** Reads the section; whatever is wrong becomes a problem of {@code config}. */
  public static Cognito from(ConfigReader config) {
    return new Cognito(OidcSettings.from(config, discovery(config)));
  }

  /** A pool's id begins with its region. */
  private static String discovery(ConfigReader config) {
    Optional<String> written = config.text("aws_region");
    if (config.text("user_pool_id").isEmpty() && config.has("config_url")) {
      return "";
    }
    String pool =
        config.requiredText(
            "user_pool_id", "the user pool's id, for example eu-central-1_AbCdEf012");
    var parts = POOL.matcher(pool);
    if (!parts.matches()) {
      if (!pool.isEmpty()) {
        config.problem("user_pool_id", "must be a user pool's id, such as eu-central-1_AbCdEf012");
      }
      return "";
    }
    String region = written.orElse(parts.group(1));
    if (!region.equals(parts.group(1))) {
      config.problem("aws_region", "is not the region that user_pool_id begins with: remove it");
    }
    String suffix = region.startsWith("cn-") ? ".amazonaws.com.cn/" : ".amazonaws.com/";
    return "https://cognito-idp." + region + suffix + pool + "/.well-known/openid-configuration";
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

  /** Cognito always issues refresh tokens, and refuses the scope that asks for one. */
  private static final class CognitoScopes implements ScopeMapping {

    @Override
    public Optional<Scope> toProvider(Scope ours) {
      return Optional.of(ours).filter(scope -> !scope.equals(Scope.OFFLINE_ACCESS));
    }
  }
}
