package dev.oidcproxy.provider.oidc;

import dev.oidcproxy.application.jwt.JsonObject;
import dev.oidcproxy.domain.grant.Identity;
import dev.oidcproxy.domain.grant.ProviderClaims;
import dev.oidcproxy.domain.value.Scope;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What differs between OpenID providers, as data and at most two small functions. Everything else
 * is {@link OidcProvider}.
 *
 * @param name what people and logs call the provider
 * @param authorizeParameters added to every authorization request; the operator's override them
 * @param tokenParameters added to every token request; the operator's override them
 * @param accessTokens how access tokens are checked
 */
public record OidcProfile(
    String name,
    OidcSettings settings,
    IssuerRule issuer,
    ScopeMapping scopes,
    Map<String, String> authorizeParameters,
    Map<String, String> tokenParameters,
    AccessTokenRule accessTokens,
    IdentityClaims identity) {

  /** The provider that is all standard. */
  public static OidcProfile standard(String name, OidcSettings settings) {
    return new OidcProfile(
        name,
        settings,
        IssuerRule.STANDARD,
        ScopeMapping.SAME,
        Map.of(),
        Map.of(),
        settings
            .verifyIdToken()
            .map(idToken -> idToken ? AccessTokenRule.UNSEEN : AccessTokenRule.VERIFIED)
            .orElse(AccessTokenRule.AUTOMATIC),
        IdentityClaims.STANDARD);
  }

  /** How an access token is checked. */
  public enum AccessTokenRule {
    /** A JWT is verified; anything else is opaque, and the ID token says who it is. */
    AUTOMATIC,
    /** It is a JWT and verified. */
    VERIFIED,
    /** It is never looked into; the ID token says who it is. */
    UNSEEN
  }

  /** Which issuers are the provider's. */
  public interface IssuerRule {

    /** One exact issuer, published where it should be. */
    IssuerRule STANDARD = new IssuerRule() {};

    /**
     * Whether a discovery document found at {@code configUrl} may name this issuer (OpenID Connect
     * Discovery section 4.3, RFC 8414 section 3.3): its name after the issuer's path or before it.
     */
    default boolean publishes(URI configUrl, String issuer) {
      String bare = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
      int path = bare.indexOf('/', bare.indexOf("://") + 3);
      String origin = path < 0 ? bare : bare.substring(0, path);
      String rest = path < 0 ? "" : bare.substring(path);
      return Stream.of(
              "/.well-known/openid-configuration", "/.well-known/oauth-authorization-server")
          .flatMap(name -> Stream.of(bare + name, origin + name + rest))
          .anyMatch(configUrl.toString()::equals);
    }

    /**
     * Whether a token with these claims is from the issuer of the discovery document; byte for byte
     * unless the provider's issuers follow a template.
     */
    default boolean issued(String issuer, JsonObject claims) {
      return claims.text("iss").filter(issuer::equals).isPresent();
    }
  }

  /** The provider's names for our scopes; one direction undoes the other. */
  public interface ScopeMapping {

    ScopeMapping SAME = new ScopeMapping() {};

    /** Empty for a scope that the provider must not see. */
    default Optional<Scope> toProvider(Scope ours) {
      return Optional.of(ours);
    }

    default Scope fromProvider(Scope theirs) {
      return theirs;
    }
  }

  /** The claims that say who it is, by name; {@code sub} is always the subject. */
  public record IdentityClaims(
      String name, String preferredUsername, String email, String emailVerified, String groups) {

    public static final IdentityClaims STANDARD =
        new IdentityClaims("name", "preferred_username", "email", "email_verified", "groups");

    Optional<Person> of(String issuer, JsonObject claims) {
      return claims
          .text("sub")
          .map(subject ->
              new Identity(
                  claims.text("iss").orElse(issuer),
                  subject,
                  claims.text(name),
                  claims.text(preferredUsername),
                  claims.text(email),
                  claims.isTrue(emailVerified),
                  claims.texts(groups)))
          .map(who -> new Person(who, new ProviderClaims(claims.members(), groups)));
    }
  }

  /** Who it is, and what that was made of. */
  record Person(Identity identity, ProviderClaims claims) {}

  /**
   * Computed parameters of an authorization request, overridden as far as profile and operator do.
   */
  Map<String, String> forAuthorization(Map<String, String> computed) {
    return overridden(computed, authorizeParameters, settings.extraAuthorizeParams());
  }

  /** As {@link #forAuthorization}, of a token request. */
  Map<String, String> forToken(Map<String, String> computed) {
    return overridden(computed, tokenParameters, settings.extraTokenParams());
  }

  private static Map<String, String> overridden(
      Map<String, String> computed, Map<String, String> profile, Map<String, String> operator) {
    Map<String, String> all = new LinkedHashMap<>(computed);
    all.putAll(profile);
    all.putAll(operator);
    return all;
  }
}
