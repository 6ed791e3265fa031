package dev.oidcproxy.provider.oidc;

import dev.oidcproxy.application.jwt.JsonObject;
import dev.oidcproxy.domain.authorization.CallbackParameters;
import dev.oidcproxy.domain.authorization.LoginRequest;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.grant.UpstreamTokens;
import dev.oidcproxy.domain.port.HttpTransport;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.provider.oidc.client.ClientAuthenticator;
import dev.oidcproxy.provider.oidc.profile.OidcProfile;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The provider's endpoints where we authenticate: for tokens (RFC 6749 section 3.2), revocation
 * (RFC 7009) and pushed authorization requests (RFC 9126). One request each, never repeated. Only
 * {@code invalid_grant} and its like say anything of a grant.
 */
record TokenEndpoint(
    OidcProfile profile, Scopes scopes, ProviderHttp http, ClientAuthenticator client) {

  private static final int LONGEST_REQUEST_URI = 2048;

  /**
   * What says of a grant that only a new login helps: RFC 6749 section 5.2, and what Entra ID says
   * when a second factor has become necessary.
   */
  private static final Set<String> NEEDS_THE_PERSON =
      Set.of("invalid_grant", "interaction_required");

  /**
   * @throws UpstreamException.Rejected when the provider does not accept the code
   * @throws UpstreamException.Unavailable on every other failure
   */
  TokenResponse exchange(ProviderMetadata provider, CallbackParameters answer, LoginRequest sent) {
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
    return granted(provider, form)
        .orElseThrow(
            () -> new UpstreamException.Rejected("the provider refused the code: invalid_grant"));
  }

  /**
   * @throws UpstreamException.GrantEnded when the provider says {@code invalid_grant}
   * @throws UpstreamException.Unavailable on every other failure
   */
  TokenResponse refresh(ProviderMetadata provider, UpstreamTokens current, Set<Scope> scope) {
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
    return granted(provider, form)
        .orElseThrow(
            () -> new UpstreamException.GrantEnded("the provider ended the grant: invalid_grant"));
  }

  /**
   * Ends a token, where the provider has an endpoint for that. What the provider does not know or
   * cannot revoke is as good as revoked: asking again would change nothing.
   *
   * @throws UpstreamException.Unavailable when asking again may help
   */
  void revoke(ProviderMetadata provider, UpstreamTokens tokens) {
    provider.revocationEndpoint().ifPresent(endpoint -> revoke(provider, endpoint, tokens));
  }

  private void revoke(ProviderMetadata provider, URI endpoint, UpstreamTokens tokens) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("token", tokens.refreshToken().orElse(tokens.accessToken()).reveal());
    form.put("token_type_hint", tokens.refreshable() ? "refresh_token" : "access_token");
    int status = post(provider, endpoint, form, "the revocation endpoint").status();
    if (status == 401 || status == 408 || status == 429 || status >= 500) {
      throw new UpstreamException.Unavailable("the revocation endpoint answered " + status);
    }
  }

  /**
   * Pushes an authorization request (RFC 9126).
   *
   * @return its {@code request_uri}
   * @throws UpstreamException.Denied when the provider refuses it
   * @throws UpstreamException.Unavailable on every other failure
   */
  String push(ProviderMetadata provider, Map<String, String> request) {
    String what = "the pushed authorization request endpoint";
    URI endpoint =
        provider
            .pushedAuthorizationRequestEndpoint()
            .orElseThrow(() ->
                new UpstreamException.Unavailable(
                    "requests are to be pushed, and the discovery document names no"
                        + " pushed_authorization_request_endpoint"));
    HttpTransport.Response response = post(provider, endpoint, request, what);
    JsonObject body = JsonObject.parse(response.body()).orElse(new JsonObject(Map.of()));
    Optional<String> error = body.text("error");
    if (error.isPresent()) {
      profile.explain(body.text("error_description"));
      throw notPushed(response.status(), error.get());
    }
    return body.text("request_uri")
        .filter(uri -> response.status() == 201 || response.status() == 200)
        .filter(uri -> uri.length() <= LONGEST_REQUEST_URI)
        .orElseThrow(() ->
            new UpstreamException.Unavailable(
                what + " answered " + response.status() + " without a usable request_uri"));
  }

  /** A request is refused for what it asks; who asks, or how often, says nothing of it. */
  private static UpstreamException notPushed(int status, String error) {
    boolean ofTheRequest =
        status >= 400 && status < 500 && status != 429 && !error.equals("invalid_client");
    return ofTheRequest
        ? ProviderMetadata.refused(code(error))
        : new UpstreamException.Unavailable(
            "the pushed authorization request endpoint answered " + status + ": " + code(error));
  }

  /** Empty for {@code invalid_grant}. */
  private Optional<TokenResponse> granted(ProviderMetadata provider, Map<String, String> form) {
    profile.settings().audience().ifPresent(audience -> form.put("audience", audience));
    HttpTransport.Response response =
        post(provider, provider.tokenEndpoint(), profile.forToken(form), "the token endpoint");
    Optional<JsonObject> body =
        profile
            .plain()
            .map(plain -> plain.tokenResponse(response))
            .orElseGet(() -> JsonObject.parse(response.body()));
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
    if (NEEDS_THE_PERSON.contains(error) && status < 500) {
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
  HttpTransport.Response post(
      ProviderMetadata provider, URI endpoint, Map<String, String> form, String what) {
    Map<String, String> headers = new LinkedHashMap<>();
    Map<String, String> authenticated = new LinkedHashMap<>(form);
    client.authenticate(provider.issuer(), provider.tokenEndpoint(), headers, authenticated);
    return http.post(endpoint, headers, authenticated, what);
  }
}
