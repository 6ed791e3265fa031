package dev.oidcproxy.application.endpoint.registration;

import dev.oidcproxy.application.flow.client.ClientRegistration;
import dev.oidcproxy.application.http.HttpRequest;
import dev.oidcproxy.application.http.Json;
import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.error.OAuthException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Client metadata as a stranger sent it, read by type. */
record SentMetadata(Map<String, Object> members) {

  /**
   * @throws OAuthException {@code invalid_request} when the body is no JSON object
   */
  static SentMetadata of(HttpRequest request) {
    return new SentMetadata(Json.readObject(request.body()));
  }

  boolean has(String name) {
    return members.containsKey(name);
  }

  /**
   * @throws OAuthException {@code invalid_client_metadata} when a member is of another type
   */
  ClientRegistration registration() {
    return new ClientRegistration(
        texts("redirect_uris"),
        text("token_endpoint_auth_method"),
        texts("grant_types"),
        texts("response_types"),
        text("scope"),
        text("client_name"),
        text("client_uri"),
        text("application_type"),
        text("software_id"),
        text("software_version"));
  }

  /** A text; null and the empty text count as absent. */
  Optional<String> text(String name) {
    return switch (members.get(name)) {
      case null -> Optional.empty();
      case String text -> Optional.of(text).filter(t -> !t.isEmpty());
      default -> throw wrongType();
    };
  }

  boolean flag(String name) {
    return switch (members.get(name)) {
      case null -> false;
      case Boolean flag -> flag;
      default -> throw wrongType();
    };
  }

  private List<String> texts(String name) {
    return switch (members.get(name)) {
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
