package dev.oidcproxy.application.endpoint;

import dev.oidcproxy.application.flow.token.RedeemCode;
import dev.oidcproxy.application.flow.token.RefreshGrant;
import dev.oidcproxy.application.flow.token.RefreshRequest;
import dev.oidcproxy.application.http.Endpoint;
import dev.oidcproxy.application.http.HttpRequest;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.application.http.Parameters;
import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.error.OAuthException;
import dev.oidcproxy.domain.grant.AuthorizationCode;
import dev.oidcproxy.domain.grant.CodeRedemption;
import dev.oidcproxy.domain.grant.RefreshToken;
import dev.oidcproxy.domain.token.TokenResponse;
import dev.oidcproxy.domain.value.Scope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** {@code POST /token} (RFC 6749 section 3.2). */
final class TokenEndpoint implements Endpoint {

  private static final Set<String> MAY_REPEAT = Set.of("resource");

  private final ClientAuthenticator clients;
  private final RedeemCode redeemCode;
  private final RefreshGrant refreshGrant;

  TokenEndpoint(ClientAuthenticator clients, RedeemCode redeemCode, RefreshGrant refreshGrant) {
    this.clients = clients;
    this.redeemCode = redeemCode;
    this.refreshGrant = refreshGrant;
  }

  @Override
  public HttpResponse handle(HttpRequest request) {
    Parameters form = request.form();
    if (!MAY_REPEAT.containsAll(form.repeated())) {
      throw invalid("a parameter was sent more than once");
    }
    Client client = clients.authenticate(request, form);
    TokenResponse response =
        switch (required(form, "grant_type")) {
          case "authorization_code" -> redeem(client, form);
          case "refresh_token" -> refresh(client, form);
          default ->
              throw new OAuthException(
                  new OAuthError.UnsupportedGrantType(
                      "grant_type is authorization_code or refresh_token"));
        };
    return HttpResponse.json(200, body(response)).noStore();
  }

  private TokenResponse redeem(Client client, Parameters form) {
    String code = required(form, "code");
    String verifier = required(form, "code_verifier");
    return redeemCode.redeem(
        new CodeRedemption(
            client.id(),
            parsed(AuthorizationCode::parse, code, "the authorization code is not valid"),
            form.first("redirect_uri"),
            verifier),
        form.all("resource"));
  }

  private TokenResponse refresh(Client client, Parameters form) {
    String token = required(form, "refresh_token");
    return refreshGrant.refresh(
        new RefreshRequest(
            client.id(),
            parsed(RefreshToken::parse, token, "the refresh token is not valid"),
            form.first("scope").map(TokenEndpoint::scope),
            form.all("resource")));
  }

  private static Set<Scope> scope(String text) {
    try {
      return Scope.parse(text);
    } catch (IllegalArgumentException e) {
      throw new OAuthException(
          new OAuthError.InvalidScope("scope has a character that no scope may have"));
    }
  }

  private static <T> T parsed(Function<String, Optional<T>> parse, String text, String refusal) {
    return parse
        .apply(text)
        .orElseThrow(() -> new OAuthException(new OAuthError.InvalidGrant(refusal)));
  }

  private static String required(Parameters form, String name) {
    return form.first(name).orElseThrow(() -> invalid(name + " is missing"));
  }

  /** Section 5.1. */
  private static Map<String, Object> body(TokenResponse response) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("access_token", response.accessToken().reveal());
    body.put("token_type", "Bearer");
    body.put("expires_in", response.expiresIn().toSeconds());
    response.refreshToken().ifPresent(token -> body.put("refresh_token", token.reveal()));
    body.put("scope", Scope.join(response.scope()));
    return body;
  }

  private static OAuthException invalid(String description) {
    return new OAuthException(new OAuthError.InvalidRequest(description));
  }
}
