package dev.oidcproxy.provider.oidc;

import dev.oidcproxy.application.jwt.JsonObject;
import dev.oidcproxy.domain.authorization.CallbackParameters;
import dev.oidcproxy.domain.authorization.LoginRequest;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.grant.UpstreamTokens;
import dev.oidcproxy.domain.port.HttpTransport;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Secret;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The provider's token endpoint (RFC 6749 section 3.2) and its revocation endpoint (RFC 7009): one
 * request each, never repeated. Only {@code invalid_grant} says anything of a grant.
 */
record TokenEndpoint(OidcProfile profile, Scopes scopes, ProviderHttp http) {

  /**
   * @throws UpstreamException.Rejected when the provider does not accept the code
   * @throws UpstreamException.Unavailable on every other failure
   */
  TokenResponse exchange(URI endpoint, CallbackParameters answer, LoginRequest sent) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", answer.code().map(Secret::reveal).orElseThrow());
    form.put("redirect_uri", sent.callback().toString());
    if (profile.settings().forwardPkce()) {
      sent.codeVerifier().ifPresent(verifier -> form.put("code_verifier", verifier.reveal()));
    }
    if (profile.settings().forwardResource()) {
      sent.resource().ifPresent(resource -> form.put("resource", resource));
    }
    if (profile.requests().scopeOnExchange()) {
      form.put("scope", Scope.join(scopes.toProvider(scopes.of(sent))));
    }
    return granted(endpoint, form)
        .orElseThrow(
            () -> new UpstreamException.Rejected("the provider refused the code: invalid_grant"));
  }

  /**
   * @throws UpstreamException.GrantEnded when the provider says {@code invalid_grant}
   * @throws UpstreamException.Unavailable on every other failure
   */
  TokenResponse refresh(URI endpoint, UpstreamTokens current, Set<Scope> scope) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "refresh_token");
    form.put(
        "refresh_token",
        current
            .refreshToken()
            .map(Secret::reveal)
            .orElseThrow(() -> new UpstreamException.GrantEnded("there is no refresh token")));
    if (!scope.isEmpty()) {
      form.put("scope", Scope.join(scope));
    }
    return granted(endpoint, form)
        .orElseThrow(
            () -> new UpstreamException.GrantEnded("the provider ended the grant: invalid_grant"));
  }

  /**
   * Ends a token. What the provider does not know or cannot revoke is as good as revoked: asking
   * again would change nothing.
   *
   * @throws UpstreamException.Unavailable when asking again may help
   */
  void revoke(URI endpoint, UpstreamTokens tokens) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("token", tokens.refreshToken().orElse(tokens.accessToken()).reveal());
    form.put("token_type_hint", tokens.refreshable() ? "refresh_token" : "access_token");
    int status = post(endpoint, form, "the revocation endpoint").status();
    if (status == 401 || status == 408 || status == 429 || status >= 500) {
      throw new UpstreamException.Unavailable("the revocation endpoint answered " + status);
    }
  }

  /** Empty for {@code invalid_grant}. */
  private Optional<TokenResponse> granted(URI endpoint, Map<String, String> form) {
    profile.settings().audience().ifPresent(audience -> form.put("audience", audience));
    HttpTransport.Response response = post(endpoint, profile.forToken(form), "the token endpoint");
    Optional<JsonObject> body = JsonObject.parse(response.body());
    if (body.flatMap(b -> b.text("error")).isPresent()) {
      profile.explain(body.get().text("error_description"));
      return refused(response.status(), body.get().text("error").get());
    }
    if (response.status() != 200 || body.isEmpty()) {
      throw new UpstreamException.Unavailable(
          "the token endpoint answered " + response.status() + " without a usable body");
    }
    return Optional.of(TokenResponse.read(body.get()));
  }

  private static Optional<TokenResponse> refused(int status, String error) {
    // A provider in trouble may say anything; it is taken at its word on what it refuses only.
    if (error.equals("invalid_grant") && status < 500) {
      return Optional.empty();
    }
    throw new UpstreamException.Unavailable(
        "the token endpoint answered " + status + ": " + code(error));
  }

  /** An error code, if it is one that can be put into a message. */
  static String code(String error) {
    return error.matches("[a-z_]{1,64}") ? error : "an error code that is none";
  }

  /** Sends a form as ourselves. */
  HttpTransport.Response post(URI endpoint, Map<String, String> form, String what) {
    Map<String, String> headers = new LinkedHashMap<>();
    Map<String, String> authenticated = new LinkedHashMap<>(form);
    profile.settings().client().authenticate(headers, authenticated);
    return http.post(endpoint, headers, authenticated, what);
  }
}
