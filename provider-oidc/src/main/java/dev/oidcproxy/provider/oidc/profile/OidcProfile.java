package dev.oidcproxy.provider.oidc.profile;

import dev.oidcproxy.application.jwt.JsonObject;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.provider.oidc.client.AssertionAudience;
import dev.oidcproxy.provider.oidc.client.ClientAuthenticator;
import dev.oidcproxy.provider.oidc.client.ClientMeans;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What differs between OpenID providers, as data and a few small functions. Everything else is
 * {@link OidcProvider}.
 *
 * @param name what people and logs call the provider
 * @param issuer which issuers are the provider's
 * @param requests what is added to requests
 * @param accessTokens how access tokens are checked
 * @param identity which claims say who it is
 * @param rules what claims must be, beyond the standard
 * @param errors makes of the provider's description of an error what an operator can do about it;
 *     its words are constants
 * @param plain present: the provider speaks OAuth 2.0 and no OpenID Connect
 * @param exchange how tokens of other APIs are got for a person; absent: not at all
 */
public record OidcProfile(
    String name,
    OidcSettings settings,
    IssuerRule issuer,
    ScopeMapping scopes,
    Requests requests,
    AccessTokenRule accessTokens,
    IdentityClaims identity,
    TokenRules rules,
    ErrorWords errors,
    Optional<PlainOAuth> plain,
    Optional<Exchange> exchange) {

  private static final Logger LOG = LoggerFactory.getLogger(OidcProfile.class);

  /** The provider that is all standard. */
  public static OidcProfile standard(String name, OidcSettings settings) {
    return of(name, settings).exchange(Optional.of(Exchange.STANDARD)).build();
  }

  /** A profile in the making, all standard to begin with. */
  public static OidcProfileBuilder of(String name, OidcSettings settings) {
    return new OidcProfileBuilder(name, settings);
  }

  /**
   * What the provider's requests have beside the standard.
   *
   * @param authorize added to every authorization request; the operator's override them
   * @param token added to every token request; the operator's override them
   * @param loginScopes asked for at each login on top, in the provider's names, and never required
   * @param scopeOnExchange whether the exchange of a code names what the token is for, as providers
   *     want it that issue a token for one of several APIs
   * @param assertionAudience whom our assertions name where the operator does not say
   */
  public record Requests(
      Map<String, String> authorize,
      Map<String, String> token,
      List<Scope> loginScopes,
      boolean scopeOnExchange,
      AssertionAudience assertionAudience) {}

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

    /**
     * Whether the provider names this scope of ours among those it granted. One that it never names
     * was granted when it was asked for.
     */
    default boolean isNamed(Scope ours) {
      return true;
    }
  }

  /**
   * What the claims of verified tokens must be, beyond signature, time and issuer.
   *
   * @param accessToken of access tokens that are JWTs
   * @param idToken of ID tokens, of a login and of a refresh
   * @param idTokenNeeded whether somebody without an ID token would escape a rule
   * @param scopeClaims claims of an access token that name scopes, beside the token response
   * @param opaque why an access token may be none that can be read, where one that can is expected
   */
  public record TokenRules(
      ClaimRule accessToken,
      ClaimRule idToken,
      boolean idTokenNeeded,
      List<String> scopeClaims,
      Optional<String> opaque) {}

  /** A rule for claims. */
  @FunctionalInterface
  public interface ClaimRule {

    ClaimRule NONE = claims -> Optional.empty();

    /** Why the token does not hold, in words that quote nothing of it; empty when it does. */
    Optional<String> refusal(JsonObject claims);

    /** One claim must be this text. */
    static ClaimRule equal(String claim, String value, String refusal) {
      return claims ->
          claims.text(claim).filter(value::equals).isPresent()
              ? Optional.empty()
              : Optional.of(refusal);
    }

    /** This rule and, where it has nothing against the claims, another. */
    default ClaimRule and(ClaimRule other) {
      return claims -> refusal(claims).or(() -> other.refusal(claims));
    }
  }

  /** What an operator can do about an error of the provider. */
  @FunctionalInterface
  public interface ErrorWords {

    ErrorWords NONE = description -> Optional.empty();

    /**
     * @param description the provider's {@code error_description}, which goes no further
     */
    Optional<String> fix(String description);

    /** The fix of a phrase that the description has. */
    static ErrorWords byPhrase(Map<String, String> fixes) {
      return description ->
          fixes.keySet().stream().filter(description::contains).map(fixes::get).findFirst();
    }
  }

  /** Authenticates us as configured and, where that says nothing, as the provider wants it. */
  public ClientAuthenticator authenticator(ClientMeans means, InstantSource clock) {
    return new ClientAuthenticator(settings.client(), requests.assertionAudience(), means, clock);
  }

  /** Tells the operator what can be done about the provider's error, where that is known. */
  public void explain(Optional<String> description) {
    description.flatMap(errors::fix).ifPresent(fix -> LOG.warn("{} refused: {}", name, fix));
  }

  /**
   * Computed parameters of an authorization request, overridden as far as profile and operator do;
   * an empty text takes a parameter away.
   */
  public Map<String, String> forAuthorization(Map<String, String> computed) {
    return overridden(computed, requests.authorize(), settings.extraAuthorizeParams());
  }

  /** As {@link #forAuthorization}, of a token request. */
  public Map<String, String> forToken(Map<String, String> computed) {
    return overridden(computed, requests.token(), settings.extraTokenParams());
  }

  private static Map<String, String> overridden(
      Map<String, String> computed, Map<String, String> profile, Map<String, String> operator) {
    Map<String, String> all = new LinkedHashMap<>(computed);
    all.putAll(profile);
    all.putAll(operator);
    all.values().removeIf(String::isEmpty);
    return all;
  }
}
