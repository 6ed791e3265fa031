package dev.oidcproxy.application.endpoint.registration;

import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.client.ClientAuthentication;
import dev.oidcproxy.domain.client.ClientAuthentication.SecretHash;
import dev.oidcproxy.domain.client.ClientAuthentication.Transport;
import dev.oidcproxy.domain.client.ClientMetadata;
import dev.oidcproxy.domain.client.RedirectUri;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A registered client as it is told (RFC 7591 section 3.2.1, RFC 7592 section 3).
 *
 * @param baseUrl where the endpoints are
 */
record ClientInformation(String baseUrl) {

  /** Below {@link #baseUrl}, with the client's id in the query. */
  static final String PATH = "/register/client";

  /**
   * @param secret if it is told now: only its hash is kept
   * @param token with which the client manages its registration, as it sent or is told it
   */
  Map<String, Object> of(Client client, Optional<Secret> secret, Optional<Secret> token) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("client_id", client.id().value());
    answer.put("client_id_issued_at", client.issuedAt().getEpochSecond());
    secret.ifPresent(s -> {
      answer.put("client_secret", s.reveal());
      answer.put("client_secret_expires_at", 0);
    });
    token.ifPresent(t -> {
      answer.put("registration_access_token", t.reveal());
      answer.put("registration_client_uri", uri(client));
    });
    answer.putAll(metadata(client.metadata()));
    answer.put("token_endpoint_auth_method", method(client.authentication()));
    return answer;
  }

  private String uri(Client client) {
    return baseUrl
        + PATH
        + "?client_id="
        + URLEncoder.encode(client.id().value(), StandardCharsets.UTF_8);
  }

  private static Map<String, Object> metadata(ClientMetadata metadata) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("redirect_uris", metadata.redirectUris().stream().map(RedirectUri::value).toList());
    all.put(
        "grant_types",
        metadata.grantTypes().stream().map(g -> g.name().toLowerCase(Locale.ROOT)).toList());
    all.put("response_types", List.of("code"));
    all.put("application_type", metadata.applicationType().name().toLowerCase(Locale.ROOT));
    metadata.name().ifPresent(name -> all.put("client_name", name));
    metadata.uri().ifPresent(uri -> all.put("client_uri", uri));
    metadata.softwareId().ifPresent(id -> all.put("software_id", id));
    metadata.softwareVersion().ifPresent(version -> all.put("software_version", version));
    if (!metadata.scope().isEmpty()) {
      all.put("scope", Scope.join(metadata.scope()));
    }
    return all;
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
}
