package dev.oidcproxy.distribution.demo.provider;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.util.Map;

/** What the client asks without its user: tokens (RFC 6749 §4.1.3, §6) and their end (RFC 7009). */
final class TokenEndpoint {

  private final SampleClient client;
  private final Grants grants;
  private final TokenIssuer tokens;

  TokenEndpoint(SampleClient client, Grants grants, TokenIssuer tokens) {
    this.client = client;
    this.grants = grants;
    this.tokens = tokens;
  }

  void issue(HttpServerExchange exchange) throws IOException {
    answer(exchange, parameters -> tokens.issue(redeem(parameters)));
  }

  /** An unknown token is a success too: it is not good afterwards (RFC 7009 §2.2). */
  void revoke(HttpServerExchange exchange) throws IOException {
    answer(
        exchange,
        parameters -> {
          String token = required(parameters, "token");
          Grant.Token.parse(token).ifPresent(grants::revoke);
          tokens.grantOf(token).ifPresent(grants::revoke);
          return Map.of();
        });
  }

  private Grant redeem(Parameters parameters) {
    return switch (required(parameters, "grant_type")) {
      case "authorization_code" -> redeemCode(parameters);
      case "refresh_token" -> grants.redeemRefreshToken(required(parameters, "refresh_token"));
      default ->
          throw new ProviderException(
              "unsupported_grant_type", "Grants are authorization_code and refresh_token.");
    };
  }

  private Grant redeemCode(Parameters parameters) {
    String redirectUri = required(parameters, "redirect_uri");
    if (!redirectUri.equals(client.redirectUri())) {
      throw ProviderException.invalidGrant();
    }
    return grants.redeemCode(required(parameters, "code"), required(parameters, "code_verifier"));
  }

  private interface Answer {
    Map<String, Object> to(Parameters parameters);
  }

  private void answer(HttpServerExchange exchange, Answer answer) throws IOException {
    try {
      Parameters parameters = Parameters.of(exchange);
      if (parameters.repeated()) {
        throw ProviderException.invalidRequest("A parameter is repeated.");
      }
      client.requireAuthenticated(exchange, parameters);
      Responses.json(exchange, StatusCodes.OK, answer.to(parameters));
    } catch (ProviderException refusal) {
      boolean unauthenticated = refusal.error().equals("invalid_client");
      if (unauthenticated) {
        exchange.getResponseHeaders().put(Headers.WWW_AUTHENTICATE, "Basic realm=\"sample\"");
      }
      int status = unauthenticated ? StatusCodes.UNAUTHORIZED : StatusCodes.BAD_REQUEST;
      Responses.error(exchange, status, refusal);
    }
  }

  private static String required(Parameters parameters, String name) {
    return parameters
        .find(name)
        .orElseThrow(() -> ProviderException.invalidRequest("A required parameter is missing."));
  }
}
