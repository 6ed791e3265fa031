package dev.oidcproxy.provider.oidc;

import dev.oidcproxy.application.jwt.JsonObject;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.grant.UpstreamTokens;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A successful token response (RFC 6749 section 5.1), read kindly: lifetimes may be texts, a scope
 * a list.
 *
 * @param scope in the provider's names; absent: as asked for
 */
record TokenResponse(
    Secret accessToken,
    Optional<Secret> refreshToken,
    Optional<Secret> idToken,
    Optional<Set<Scope>> scope,
    OptionalLong expiresIn,
    OptionalLong refreshExpiresIn) {

  private static final Logger LOG = LoggerFactory.getLogger(TokenResponse.class);

  /** Ten years: what is longer is as good as that, and an instant can be computed with it. */
  private static final long LONGEST = Duration.ofDays(3650).toSeconds();

  /**
   * @throws UpstreamException.Rejected when nothing can be done with the tokens
   */
  static TokenResponse read(JsonObject response) {
    if (response.text("token_type").filter(t -> !t.equalsIgnoreCase("bearer")).isPresent()) {
      throw new UpstreamException.Rejected("the access token is not of type Bearer");
    }
    OptionalLong expiresIn = seconds(response, "expires_in");
    if (expiresIn.isPresent() && expiresIn.getAsLong() <= 0) {
      throw new UpstreamException.Rejected("the access token has expired already: expires_in");
    }
    return new TokenResponse(
        secret(response, "access_token")
            .orElseThrow(
                () -> new UpstreamException.Rejected("the token response has no access token")),
        secret(response, "refresh_token"),
        secret(response, "id_token"),
        scope(response),
        expiresIn,
        refreshSeconds(response));
  }

  /** The same, of a provider that says elsewhere what it granted. */
  TokenResponse granting(Set<Scope> named) {
    return new TokenResponse(
        accessToken, refreshToken, idToken, Optional.of(named), expiresIn, refreshExpiresIn);
  }

  /** Keycloak has one name for it; Google, B2C and GitHub another. */
  private static OptionalLong refreshSeconds(JsonObject response) {
    OptionalLong first = seconds(response, "refresh_expires_in");
    return first.isPresent() ? first : seconds(response, "refresh_token_expires_in");
  }

  /** Tells the operator of a login that will be a short one. */
  void noteLifetime(String provider) {
    if (refreshToken.isEmpty() && expiresIn.isPresent()) {
      LOG.info(
          "{} gave no refresh token, so this sign-in ends with its access token, in {} seconds",
          provider,
          expiresIn.getAsLong());
    }
  }

  /** The tokens of a new login. */
  UpstreamTokens tokens(Set<Scope> granted, Instant now) {
    return new UpstreamTokens(
        accessToken,
        refreshToken,
        idToken,
        granted,
        now,
        expiresIn.stream().mapToObj(now::plusSeconds).findFirst(),
        refreshExpiresAt(now));
  }

  /**
   * The tokens after a refresh: what did not come anew stays. An ID token that is the first is not
   * kept: it was compared to nothing, and the next one would be compared to it.
   */
  UpstreamTokens tokens(UpstreamTokens before, Set<Scope> granted, Instant now) {
    return new UpstreamTokens(
        accessToken,
        refreshToken.or(before::refreshToken),
        before.idToken().map(old -> idToken.orElse(old)),
        granted,
        now,
        expiresIn.stream().mapToObj(now::plusSeconds).findFirst(),
        refreshExpiresAt(now)
            .or(() -> refreshToken.isPresent() ? Optional.empty() : before.refreshExpiresAt()));
  }

  /** Zero is how some providers say that they do not know. */
  private Optional<Instant> refreshExpiresAt(Instant now) {
    return refreshExpiresIn.stream().filter(s -> s > 0).mapToObj(now::plusSeconds).findFirst();
  }

  private static Optional<Secret> secret(JsonObject response, String name) {
    return response.text(name).map(Secret::of);
  }

  private static OptionalLong seconds(JsonObject response, String name) {
    Optional<Long> number =
        response.number(name).or(() -> response.text(name).flatMap(t -> parse(t)));
    return number.map(s -> OptionalLong.of(Math.min(s, LONGEST))).orElse(OptionalLong.empty());
  }

  private static Optional<Long> parse(String text) {
    try {
      return Optional.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Set<Scope>> scope(JsonObject response) {
    if (!response.has("scope")) {
      return Optional.empty();
    }
    return Optional.of(
        Scope.in(response.text("scope").map(List::of).orElse(response.texts("scope"))));
  }
}
