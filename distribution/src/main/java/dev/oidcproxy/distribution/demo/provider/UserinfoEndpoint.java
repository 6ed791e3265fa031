package dev.oidcproxy.distribution.demo.provider;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.util.Optional;

/** Who the bearer of an access token acts for (OpenID Connect Core §5.3). */
final class UserinfoEndpoint {

  private static final String BEARER = "Bearer ";

  private final Grants grants;
  private final TokenIssuer tokens;

  UserinfoEndpoint(Grants grants, TokenIssuer tokens) {
    this.grants = grants;
    this.tokens = tokens;
  }

  void describe(HttpServerExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
    Optional.ofNullable(header)
        .filter(value -> value.startsWith(BEARER))
        .flatMap(value -> tokens.grantOf(value.substring(BEARER.length())))
        .flatMap(grants::find)
        .ifPresentOrElse(
            grant ->
                Responses.json(
                    exchange, StatusCodes.OK, grant.user().claims(grant.request().scope())),
            () -> challenge(exchange));
  }

  private static void challenge(HttpServerExchange exchange) {
    exchange
        .setStatusCode(StatusCodes.UNAUTHORIZED)
        .getResponseHeaders()
        .put(Headers.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
  }
}
