package dev.oidcproxy.provider.oidc;

import dev.oidcproxy.application.jwt.JsonObject;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.port.HttpTransport;
import dev.oidcproxy.domain.port.TokenExchange;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.provider.oidc.profile.Exchange;
import dev.oidcproxy.provider.oidc.profile.OidcProfile;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * Tokens of other APIs from the token endpoint, in the way of the profile. One request each; a
 * refresh token that comes along is not kept.
 */
record OnBehalfOf(
    OidcProfile profile,
    Exchange exchange,
    Discovery discovery,
    TokenEndpoint endpoint,
    InstantSource clock)
    implements TokenExchange {

  /**
   * These say nothing of the person or the API: trouble at the provider, or with our credential.
   */
  private static final Set<String> TROUBLE =
      Set.of("server_error", "temporarily_unavailable", "invalid_client", "slow_down");

  private static final Set<String> INTERACTION =
      Set.of("interaction_required", "login_required", "account_selection_required");

  static Optional<String> objection(OidcProfile profile, Target target) {
    return profile
        .exchange()
        .map(exchange -> exchange.objection(target))
        .orElse(
            Optional.of(
                "cannot get tokens of other APIs on a person's behalf: azure can, with a scope of"
                    + " its API in provider.required_scopes, and oidc with token exchange (RFC"
                    + " 8693)"));
  }

  @Override
  public Optional<String> objection(Target target) {
    return objection(profile, target);
  }

  @Override
  public Answer exchange(Secret accessToken, Target target) {
    ProviderMetadata provider = discovery.metadata();
    HttpTransport.Response response =
        endpoint.post(
            provider,
            provider.tokenEndpoint(),
            exchange.parameters(accessToken, target),
            "the token endpoint");
    Optional<JsonObject> body = JsonObject.parse(response.body());
    if (body.flatMap(b -> b.text("error")).isPresent()) {
      return refused(response.status(), body.get());
    }
    if (response.status() != 200 || body.isEmpty()) {
      throw new UpstreamException.Unavailable(
          "the exchange of a token was answered " + response.status() + " without a usable body");
    }
    TokenResponse token = TokenResponse.read(body.get());
    Instant now = clock.instant();
    return new Answer.Exchanged(
        token.accessToken(), token.expiresIn().stream().mapToObj(now::plusSeconds).findFirst());
  }

  private Answer refused(int status, JsonObject body) {
    String error = body.text("error").orElseThrow();
    String code = TokenEndpoint.code(error);
    String fix =
        body.text("error_description").flatMap(exchange::fix).map(f -> ": " + f).orElse("");
    if (TROUBLE.contains(error) || status == 429 || status >= 500) {
      throw new UpstreamException.Unavailable(
          "the exchange of a token was answered " + status + ": " + code + fix);
    }
    return new Answer.Refused(reason(error, body), profile.name() + " said " + code + fix);
  }

  /** Entra ID says {@code invalid_grant} and what it means in a field of its own. */
  private static Reason reason(String error, JsonObject body) {
    String suberror = body.text("suberror").orElse("");
    if (error.equals("consent_required") || suberror.equals("consent_required")) {
      return Reason.CONSENT;
    }
    return INTERACTION.contains(error) ? Reason.INTERACTION : Reason.OTHER;
  }
}
