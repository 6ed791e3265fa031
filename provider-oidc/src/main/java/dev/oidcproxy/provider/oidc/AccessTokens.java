package dev.oidcproxy.provider.oidc;

import dev.oidcproxy.application.jwt.Algorithms;
import dev.oidcproxy.application.jwt.JsonObject;
import dev.oidcproxy.application.jwt.JwtException;
import dev.oidcproxy.application.jwt.JwtVerifier;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.port.TokenVerifier;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.provider.oidc.profile.OidcProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The provider's access tokens, checked by the profile's rule or by a verifier of its own. */
final class AccessTokens {

  private static final Logger LOG = LoggerFactory.getLogger(AccessTokens.class);

  private final OidcProfile profile;
  private final Scopes scopes;
  private final JwtVerifier jwts;
  private final Optional<TokenVerifier> custom;
  private final AtomicBoolean noticed = new AtomicBoolean();

  AccessTokens(
      OidcProfile profile, Scopes scopes, JwtVerifier jwts, Optional<TokenVerifier> custom) {
    this.profile = profile;
    this.scopes = scopes;
    this.jwts = jwts;
    this.custom = custom;
  }

  /**
   * The token's claims; empty when it was not looked into.
   *
   * @throws UpstreamException.Rejected when it does not hold
   * @throws UpstreamException.Unavailable when that could not be found out
   */
  Optional<JsonObject> check(Secret token, ProviderMetadata provider) {
    if (custom.isPresent()) {
      return Optional.of(new JsonObject(verified(token, custom.get())));
    }
    return switch (profile.accessTokens()) {
      case VERIFIED -> Optional.of(verified(token, provider));
      case UNSEEN -> Optional.empty();
      case AUTOMATIC -> {
        if (JwtVerifier.looksLikeJwt(token.reveal())) {
          yield Optional.of(verified(token, provider));
        }
        if (noticed.compareAndSet(false, true)) {
          LOG.info(
              "{} issues opaque access tokens, so who signs in is taken from the ID token",
              profile.name());
        }
        yield Optional.empty();
      }
    };
  }

  /** The scopes that a checked token names in claims which the profile believes. */
  Set<Scope> scopes(Optional<JsonObject> claims) {
    List<String> named = new ArrayList<>();
    claims.ifPresent(
        c -> profile.rules().scopeClaims().forEach(claim -> named.addAll(c.oneOrMore(claim))));
    return Scope.in(named);
  }

  /**
   * The scopes that a checked token says it is for, in the provider's names; absent: it does not.
   */
  Optional<Set<Scope>> named(Optional<JsonObject> claims) {
    return claims
        .filter(c -> c.has("scope") || c.has("scp"))
        .map(c -> {
          List<String> named = new ArrayList<>(c.oneOrMore("scope"));
          named.addAll(c.oneOrMore("scp"));
          return Scope.in(named);
        });
  }

  /** What else a verifier throws is its own failure, in words that may quote the token. */
  private static Map<String, Object> verified(Secret token, TokenVerifier verifier) {
    try {
      return Objects.requireNonNull(verifier.verify(token));
    } catch (UpstreamException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new UpstreamException.Unavailable(
          "the token verifier fails (" + e.getClass().getSimpleName() + ")");
    }
  }

  private JsonObject verified(Secret token, ProviderMetadata provider) {
    JsonObject claims = signed(token);
    if (!profile.issuer().issued(provider.issuer(), claims)) {
      throw rejected("its issuer is not the provider's");
    }
    Optional<String> refusal = profile.rules().accessToken().refusal(claims);
    if (refusal.isPresent()) {
      throw rejected(refusal.get());
    }
    checkScope(claims);
    return claims;
  }

  private JsonObject signed(Secret token) {
    if (!JwtVerifier.looksLikeJwt(token.reveal())) {
      throw rejected(
          "it is not a signed JWT" + profile.rules().opaque().map(o -> ": " + o).orElse(""));
    }
    try {
      Set<String> algorithms =
          profile.settings().algorithm().map(Set::of).orElse(Algorithms.ASYMMETRIC);
      return jwts.verify(token.reveal(), algorithms).claims();
    } catch (JwtException e) {
      throw rejected(e.getMessage());
    }
  }

  private void checkScope(JsonObject claims) {
    Optional<Set<Scope>> named = named(Optional.of(claims));
    if (named.isPresent()
        && !scopes.sufficient(Scope.union(named.get(), scopes(Optional.of(claims))))) {
      throw rejected("it lacks a scope of provider.required_scopes");
    }
  }

  private static UpstreamException.Rejected rejected(String why) {
    return new UpstreamException.Rejected(
        "the access token does not hold: "
            + why
            + " (if it is not meant to be read here, set provider.verify_id_token: true)");
  }
}
