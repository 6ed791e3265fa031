package dev.oidcproxy.application.config;

import dev.oidcproxy.domain.client.ApplicationType;
import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.client.ClientAuthentication;
import dev.oidcproxy.domain.client.ClientAuthentication.Transport;
import dev.oidcproxy.domain.client.ClientMetadata;
import dev.oidcproxy.domain.client.ClientMetadata.GrantType;
import dev.oidcproxy.domain.client.RedirectUri;
import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.domain.value.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code static_clients}: the clients that the operator registered in advance. */
final class StaticClientsReader {

  private static final String METHOD = "token_endpoint_auth_method";

  private final Set<ClientId> taken = new HashSet<>();

  List<Client> read(ConfigReader config) {
    List<Client> all = new ArrayList<>();
    for (ConfigReader section : config.sections("static_clients")) {
      client(section).ifPresent(all::add);
    }
    return List.copyOf(all);
  }

  private Optional<Client> client(ConfigReader section) {
    Optional<ClientId> id = id(section);
    ClientAuthentication authentication = authentication(section);
    Optional<ClientMetadata> metadata = metadata(section);
    if (id.isEmpty() || metadata.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Client(
            id.get(),
            metadata.get(),
            authentication,
            Client.Origin.CONFIGURED,
            Instant.EPOCH,
            Instant.MAX));
  }

  private Optional<ClientId> id(ConfigReader section) {
    if (section.text("client_id").isEmpty()) {
      section.problem("client_id", "is missing: the identifier this client will use");
    }
    Optional<ClientId> id =
        section.parsed("client_id", "printable ASCII, at most 2048 characters", ClientId::new);
    if (id.isPresent() && !taken.add(id.get())) {
      section.problem("client_id", "is used by another static client: every client needs its own");
    }
    return id;
  }

  private static ClientAuthentication authentication(ConfigReader section) {
    Optional<Secret> secret = section.secret("client_secret");
    String method =
        section
            .parsed(
                METHOD,
                "none, client_secret_basic or client_secret_post",
                StaticClientsReader::method)
            .orElse(secret.isPresent() ? "either" : "none");
    boolean withSecret = !method.equals("none");
    if (withSecret && secret.isEmpty()) {
      section.problem("client_secret", "is missing: " + METHOD + " asks for one");
    }
    if (!withSecret && secret.isPresent()) {
      section.problem(METHOD, "is none, so remove client_secret, or choose client_secret_basic");
    }
    return secret
        .<ClientAuthentication>map(
            s -> new ClientAuthentication.SecretHash(s.hash(), transports(method)))
        .orElseGet(ClientAuthentication.None::new);
  }

  private static String method(String text) {
    if (Set.of("none", "client_secret_basic", "client_secret_post").contains(text)) {
      return text;
    }
    throw new IllegalArgumentException("not a method");
  }

  private static Set<Transport> transports(String method) {
    return switch (method) {
      case "client_secret_basic" -> Set.of(Transport.BASIC);
      case "client_secret_post" -> Set.of(Transport.POST);
      default -> Set.of(Transport.BASIC, Transport.POST);
    };
  }

  private static Optional<ClientMetadata> metadata(ConfigReader section) {
    List<RedirectUri> uris = redirectUris(section);
    Optional<String> name = section.text("name");
    if (uris.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ClientMetadata(
              uris,
              name,
              Optional.empty(),
              ApplicationType.NATIVE,
              Set.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN),
              Set.of(),
              Optional.empty(),
              Optional.empty()));
    } catch (IllegalArgumentException e) {
      section.problem("name", "must be 1 to 200 printable characters");
      return Optional.empty();
    }
  }

  private static List<RedirectUri> redirectUris(ConfigReader section) {
    List<String> written = section.list("redirect_uris").orElse(List.of());
    List<RedirectUri> uris =
        written.stream()
            .flatMap(text -> RedirectUri.parse(text).stream())
            .filter(ApplicationType.NATIVE::allows)
            .toList();
    if (written.isEmpty()) {
      section.problem(
          "redirect_uris", "is missing: where this client may be sent, at least one URI");
    } else if (uris.size() < written.size()) {
      section.problem(
          "redirect_uris", "must be https, loopback http or custom-scheme URIs without fragment");
    } else if (uris.size() > ClientMetadata.MOST_REDIRECT_URIS) {
      section.problem("redirect_uris", "must be at most " + ClientMetadata.MOST_REDIRECT_URIS);
      return List.of();
    }
    return uris;
  }
}
