package dev.oidcproxy.application.endpoint;

import dev.oidcproxy.application.config.ResourceServer;
import dev.oidcproxy.application.flow.client.AuthenticateResourceServer;
import dev.oidcproxy.application.flow.introspection.IntrospectToken;
import dev.oidcproxy.application.http.Endpoint;
import dev.oidcproxy.application.http.HttpRequest;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.application.http.Parameters;
import dev.oidcproxy.application.limit.AddressPrefix;
import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.error.OAuthException;
import dev.oidcproxy.domain.token.AccessToken;
import dev.oidcproxy.domain.value.Scope;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code POST /introspect} (RFC 7662 section 2). */
public final class IntrospectionEndpoint implements Endpoint {

  private final Flows flows;

  IntrospectionEndpoint(Flows flows) {
    this.flows = flows;
  }

  /** Who asks, and what is answered. */
  public record Flows(AuthenticateResourceServer authenticate, IntrospectToken introspect) {}

  @Override
  public HttpResponse handle(HttpRequest request) {
    Parameters form = request.form();
    if (!form.repeated().isEmpty()) {
      throw invalid("a parameter was sent more than once");
    }
    ResourceServer asking =
        flows
            .authenticate()
            .authenticate(
                ClientAuthenticator.credentials(request, form),
                AddressPrefix.of(request.clientAddress()));
    String token = form.first("token").orElseThrow(() -> invalid("token is missing"));
    Map<String, Object> answer =
        flows
            .introspect()
            .introspect(asking, token)
            .map(IntrospectionEndpoint::active)
            // Nothing more is said of any other (section 2.2).
            .orElse(Map.of("active", false));
    return HttpResponse.json(200, answer).noStore();
  }

  private static Map<String, Object> active(AccessToken token) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("active", true);
    answer.put("iss", token.issuer());
    answer.put("sub", token.subject());
    answer.put("aud", token.audience().identifier());
    answer.put("client_id", token.client().value());
    answer.put("scope", Scope.join(token.scope()));
    answer.put("exp", token.expiresAt().getEpochSecond());
    answer.put("iat", token.issuedAt().getEpochSecond());
    answer.put("jti", token.id());
    answer.put("token_type", "Bearer");
    token.claims().values().forEach(answer::putIfAbsent);
    return answer;
  }

  private static OAuthException invalid(String description) {
    return new OAuthException(new OAuthError.InvalidRequest(description));
  }
}
