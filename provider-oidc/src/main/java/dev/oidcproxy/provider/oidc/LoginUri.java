package dev.oidcproxy.provider.oidc;

import dev.oidcproxy.domain.authorization.LoginRequest;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.value.CodeChallenge;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.provider.oidc.profile.OidcProfile;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The authorization request that a browser takes to the provider (OpenID Connect Core 3.1.2.1):
 * whole, or the name of one that we pushed before (RFC 9126).
 */
record LoginUri(OidcProfile profile, Scopes scopes, TokenEndpoint endpoint) {

  /**
   * @throws UpstreamException when the request had to be pushed and was not taken
   */
  URI of(ProviderMetadata provider, LoginRequest login) {
    Map<String, String> request = profile.forAuthorization(parameters(login));
    boolean pushed =
        profile
            .settings()
            .pushedAuthorizationRequests()
            .orElse(provider.requiresPushedAuthorizationRequests());
    return with(provider.authorizationEndpoint(), pushed ? named(provider, request) : request);
  }

  private Map<String, String> named(ProviderMetadata provider, Map<String, String> request) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("client_id", request.get("client_id"));
    parameters.put("request_uri", endpoint.push(provider, request));
    return parameters;
  }

  private Map<String, String> parameters(LoginRequest login) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("response_type", "code");
    parameters.put("client_id", profile.settings().client().clientId());
    parameters.put("redirect_uri", login.callback().toString());
    parameters.put("state", login.state().reveal());
    if (profile.plain().isEmpty()) {
      parameters.put("nonce", login.nonce().reveal());
    }
    Set<Scope> scope = new LinkedHashSet<>(scopes.toProvider(scopes.of(login)));
    scope.addAll(profile.requests().loginScopes());
    if (!scope.isEmpty()) {
      parameters.put("scope", Scope.join(scope));
    }
    if (profile.settings().forwardPkce()) {
      login
          .codeVerifier()
          .ifPresent(verifier -> {
            parameters.put("code_challenge", CodeChallenge.of(verifier.reveal()).value());
            parameters.put("code_challenge_method", "S256");
          });
    }
    profile.settings().audience().ifPresent(audience -> parameters.put("audience", audience));
    if (profile.settings().forwardResource()) {
      login.resource().ifPresent(resource -> parameters.put("resource", resource));
    }
    return parameters;
  }

  private static URI with(URI endpoint, Map<String, String> parameters) {
    // Some providers do not read a plus sign in a query as a space.
    String query = ProviderHttp.encode(parameters).replace("+", "%20");
    String separator = endpoint.getRawQuery() == null ? "?" : "&";
    return URI.create(endpoint + separator + query);
  }
}
