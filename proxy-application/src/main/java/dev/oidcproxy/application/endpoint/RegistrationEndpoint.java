package dev.oidcproxy.application.endpoint;

import dev.oidcproxy.application.flow.client.ClientRegistration;
import dev.oidcproxy.application.flow.client.RegisterClient;
import dev.oidcproxy.application.flow.client.RegisterClient.Registered;
import dev.oidcproxy.application.http.Endpoint;
import dev.oidcproxy.application.http.HttpRequest;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.application.http.Json;
import dev.oidcproxy.application.limit.AddressPrefix;
import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.client.ClientAuthentication;
import dev.oidcproxy.domain.client.ClientAuthentication.SecretHash;
import dev.oidcproxy.domain.client.ClientAuthentication.Transport;
import dev.oidcproxy.domain.client.ClientMetadata;
import dev.oidcproxy.domain.client.RedirectUri;
import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.error.OAuthException;
import dev.oidcproxy.domain.value.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code POST /register} (RFC 7591 section 3). */
final class RegistrationEndpoint implements Endpoint {

  private final RegisterClient flow;

  RegistrationEndpoint(RegisterClient flow) {
    this.flow = flow;
  }

  @Override
  public HttpResponse handle(HttpRequest request) {
    Map<String, Object> sent = Json.readObject(request.body());
    Registered registered =
        flow.register(
            new ClientRegistration(
                texts(sent, "redirect_uris"),
                text(sent, "token_endpoint_auth_method"),
                texts(sent, "grant_types"),
                texts(sent, "response_types"),
                text(sent, "scope"),
                text(sent, "client_name"),
                text(sent, "client_uri"),
                text(sent, "application_type"),
                text(sent, "software_id"),
                text(sent, "software_version")),
            AddressPrefix.of(request.clientAddress()));
    return HttpResponse.json(201, answer(registered)).noStore();
  }

  /** Everything as it was accepted (section 3.2.1): a client learns what was left out. */
  private static Map<String, Object> answer(Registered registered) {
    Client client = registered.client();
    ClientMetadata metadata = client.metadata();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("client_id", client.id().value());
    answer.put("client_id_issued_at", client.issuedAt().getEpochSecond());
    registered
        .secret()
        .ifPresent(secret -> {
          answer.put("client_secret", secret.reveal());
          answer.put("client_secret_expires_at", 0);
        });
    answer.put("redirect_uris", metadata.redirectUris().stream().map(RedirectUri::value).toList());
    answer.put("token_endpoint_auth_method", method(client.authentication()));
    answer.put(
        "grant_types",
        metadata.grantTypes().stream().map(g -> g.name().toLowerCase(Locale.ROOT)).toList());
    answer.put("response_types", List.of("code"));
    answer.put("application_type", metadata.applicationType().name().toLowerCase(Locale.ROOT));
    metadata.name().ifPresent(name -> answer.put("client_name", name));
    metadata.uri().ifPresent(uri -> answer.put("client_uri", uri));
    metadata.softwareId().ifPresent(id -> answer.put("software_id", id));
    metadata.softwareVersion().ifPresent(version -> answer.put("software_version", version));
    if (!metadata.scope().isEmpty()) {
      answer.put("scope", Scope.join(metadata.scope()));
    }
    return answer;
  }

  private static String method(ClientAuthentication authentication) {
    return switch (authentication) {
      case ClientAuthentication.None none -> "none";
      case SecretHash secret ->
          secret.transports().contains(Transport.BASIC)
              ? "client_secret_basic"
              : "client_secret_post";
      case ClientAuthentication.PrivateKey key -> "private_key_jwt";
    };
  }

  /** A text; null and the empty text count as absent. */
  private static Optional<String> text(Map<String, Object> sent, String name) {
    return switch (sent.get(name)) {
      case null -> Optional.empty();
      case String text -> Optional.of(text).filter(t -> !t.isEmpty());
      default -> throw wrongType();
    };
  }

  private static List<String> texts(Map<String, Object> sent, String name) {
    return switch (sent.get(name)) {
      case null -> List.of();
      case List<?> list when list.stream().allMatch(String.class::isInstance) ->
          list.stream().map(String.class::cast).toList();
      default -> throw wrongType();
    };
  }

  private static OAuthException wrongType() {
    return new OAuthException(
        new OAuthError.InvalidClientMetadata("a member of the metadata is of the wrong type"));
  }
}
