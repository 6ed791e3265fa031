package dev.oidcproxy.application.endpoint.registration;

import dev.oidcproxy.application.flow.registration.DeleteRegistration;
import dev.oidcproxy.application.flow.registration.FindRegistration;
import dev.oidcproxy.application.flow.registration.UpdateRegistration;
import dev.oidcproxy.application.flow.registration.UpdateRegistration.Update;
import dev.oidcproxy.application.http.Endpoint;
import dev.oidcproxy.application.http.HttpRequest;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.application.http.Parameters;
import dev.oidcproxy.application.limit.AddressPrefix;
import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.error.OAuthException;
import dev.oidcproxy.domain.value.Secret;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** {@code GET|PUT|DELETE /register/client?client_id=} (RFC 7592 section 2). */
public final class ClientConfigurationEndpoint implements Endpoint {

  public static final String PATH = ClientInformation.PATH;
  public static final Set<String> METHODS = Set.of("GET", "PUT", "DELETE");

  private static final String SCHEME = "bearer ";

  /** Ours to say, so a client that sends them has not understood (section 2.2). */
  private static final List<String> NEVER_SENT =
      List.of(
          "registration_access_token",
          "registration_client_uri",
          "client_secret_expires_at",
          "client_id_issued_at");

  private final Flows flows;
  private final ClientInformation information;

  public ClientConfigurationEndpoint(Flows flows, String baseUrl) {
    this.flows = flows;
    this.information = new ClientInformation(baseUrl);
  }

  /** What may be done with a registration. */
  public record Flows(
      FindRegistration find, UpdateRegistration update, DeleteRegistration delete) {}

  @Override
  public HttpResponse handle(HttpRequest request) {
    Secret token = token(request);
    Parameters query = request.query();
    String id = query.first("client_id").filter(i -> query.repeated().isEmpty()).orElse("");
    return switch (request.method()) {
      case "PUT" -> told(flows.update().update(id, token, update(request)), token);
      case "DELETE" -> {
        flows.delete().delete(id, token, AddressPrefix.of(request.clientAddress()));
        yield HttpResponse.empty(204).noStore();
      }
      default -> told(flows.find().find(id, token).value(), token);
    };
  }

  /** With the token that was sent: it stays as it is, and of ours only the hash is kept. */
  private HttpResponse told(Client client, Secret token) {
    return HttpResponse.json(200, information.of(client, Optional.empty(), Optional.of(token)))
        .noStore();
  }

  private static Update update(HttpRequest request) {
    SentMetadata sent = SentMetadata.of(request);
    if (NEVER_SENT.stream().anyMatch(sent::has)) {
      throw new OAuthException(
          new OAuthError.InvalidRequest("leave out " + String.join(", ", NEVER_SENT)));
    }
    return new Update(
        sent.registration(), sent.text("client_id"), sent.text("client_secret").map(Secret::of));
  }

  private static Secret token(HttpRequest request) {
    List<String> authorization = request.headers().all("Authorization");
    return Optional.of(authorization)
        .filter(a -> a.size() == 1)
        .map(List::getFirst)
        .filter(a -> a.toLowerCase(Locale.ROOT).startsWith(SCHEME))
        .map(a -> a.substring(SCHEME.length()).strip())
        .filter(t -> !t.isEmpty())
        .map(Secret::of)
        .orElseThrow(() ->
            new OAuthException(
                new OAuthError.InvalidToken(
                    "the registration access token is not one of this client")));
  }
}
