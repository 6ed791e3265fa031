package dev.oidcproxy.application.endpoint;

import dev.oidcproxy.application.flow.token.RevokeToken;
import dev.oidcproxy.application.http.Endpoint;
import dev.oidcproxy.application.http.HttpRequest;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.application.http.Parameters;
import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.error.OAuthException;

/** {@code POST /revoke} (RFC 7009 section 2). */
final class RevocationEndpoint implements Endpoint {

  private final ClientAuthenticator clients;
  private final RevokeToken flow;

  RevocationEndpoint(ClientAuthenticator clients, RevokeToken flow) {
    this.clients = clients;
    this.flow = flow;
  }

  @Override
  public HttpResponse handle(HttpRequest request) {
    Parameters form = request.form();
    if (!form.repeated().isEmpty()) {
      throw invalid("a parameter was sent more than once");
    }
    Client client = clients.authenticate(request, form);
    flow.revoke(client, form.first("token").orElseThrow(() -> invalid("token is missing")));
    return HttpResponse.empty(200).noStore();
  }

  private static OAuthException invalid(String description) {
    return new OAuthException(new OAuthError.InvalidRequest(description));
  }
}
