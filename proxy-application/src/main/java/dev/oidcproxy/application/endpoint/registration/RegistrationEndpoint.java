package dev.oidcproxy.application.endpoint.registration;

import dev.oidcproxy.application.flow.client.RegisterClient;
import dev.oidcproxy.application.flow.client.RegisterClient.Registered;
import dev.oidcproxy.application.http.Endpoint;
import dev.oidcproxy.application.http.HttpRequest;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.application.limit.AddressPrefix;

/** {@code POST /register} (RFC 7591 section 3). */
public final class RegistrationEndpoint implements Endpoint {

  private final RegisterClient flow;
  private final ClientInformation information;

  public RegistrationEndpoint(RegisterClient flow, String baseUrl) {
    this.flow = flow;
    this.information = new ClientInformation(baseUrl);
  }

  @Override
  public HttpResponse handle(HttpRequest request) {
    SentMetadata sent = SentMetadata.of(request);
    Registered registered =
        flow.register(
            sent.registration(),
            sent.flag("client_management"),
            AddressPrefix.of(request.clientAddress()));
    return HttpResponse.json(
            201, information.of(registered.client(), registered.secret(), registered.token()))
        .noStore();
  }
}
