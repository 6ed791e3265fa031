package dev.oidcproxy.distribution.demo.provider;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** Asks who is signing in, then answers the client with a code (RFC 6749 §4.1, with PKCE). */
final class AuthorizationEndpoint {

  static final String LOGIN_PATH = "/login";

  private final URI issuer;
  private final SampleClient client;
  private final Grants grants;

  AuthorizationEndpoint(URI issuer, SampleClient client, Grants grants) {
    this.issuer = issuer;
    this.client = client;
    this.grants = grants;
  }

  /** GET and POST of an authorization request: the login page. */
  void askUser(HttpServerExchange exchange) throws IOException {
    accept(
        exchange,
        (parameters, request) ->
            Responses.page(exchange, StatusCodes.OK, Page.login(parameters.values())));
  }

  /** POST of the login page: a code for the user whose button was pressed. */
  void signIn(HttpServerExchange exchange) throws IOException {
    String origin = exchange.getRequestHeaders().getFirst(Headers.ORIGIN);
    if (origin != null && !origin.equals(issuer.toString())) {
      // a page of another site pressed the button
      refuse(exchange, "This sign-in did not come from the login page.");
      return;
    }
    accept(
        exchange,
        (parameters, request) ->
            SampleUser.find(parameters.find(Page.USER).orElse(""))
                .ifPresentOrElse(
                    user -> continueAs(exchange, user, parameters, request),
                    () -> refuse(exchange, "There is no such user.")));
  }

  private interface Accepted {
    void go(Parameters parameters, AuthorizationRequest request);
  }

  private void accept(HttpServerExchange exchange, Accepted accepted) throws IOException {
    Parameters parameters;
    try {
      parameters = Parameters.of(exchange);
    } catch (ProviderException refusal) {
      refuse(exchange, refusal.getMessage());
      return;
    }
    // nothing is sent to a redirect URI before it is known to be the registered one
    if (!parameters.says("client_id", client.id())) {
      refuse(exchange, "The client is not registered here.");
    } else if (!parameters.says("redirect_uri", client.redirectUri())) {
      refuse(exchange, "The redirect URI is not registered for this client.");
    } else {
      try {
        accepted.go(parameters, AuthorizationRequest.of(parameters));
      } catch (ProviderException refusal) {
        redirect(
            exchange,
            parameters,
            Map.of("error", refusal.error(), "error_description", refusal.getMessage()));
      }
    }
  }

  private void continueAs(
      HttpServerExchange exchange,
      SampleUser user,
      Parameters parameters,
      AuthorizationRequest request) {
    String code = grants.begin(user, request).currentToken();
    Responses.page(
        exchange, StatusCodes.OK, Page.onward(user, location(parameters, Map.of("code", code))));
  }

  private void redirect(
      HttpServerExchange exchange, Parameters parameters, Map<String, String> error) {
    exchange.setStatusCode(StatusCodes.SEE_OTHER);
    exchange.getResponseHeaders().put(Headers.LOCATION, location(parameters, error));
  }

  private String location(Parameters parameters, Map<String, String> answer) {
    Map<String, String> all = new LinkedHashMap<>(answer);
    parameters.find("state").ifPresent(state -> all.put("state", state));
    all.put("iss", issuer.toString()); // RFC 9207
    return Responses.redirectUri(client.redirectUri(), all);
  }

  private static void refuse(HttpServerExchange exchange, String reason) {
    Responses.page(exchange, StatusCodes.BAD_REQUEST, Page.refused(reason));
  }
}
