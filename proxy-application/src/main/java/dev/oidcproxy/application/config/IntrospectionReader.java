package dev.oidcproxy.application.config;

import dev.oidcproxy.domain.client.ClientAuthentication;
import dev.oidcproxy.domain.client.ClientAuthentication.PrivateKey;
import dev.oidcproxy.domain.client.ClientAuthentication.SecretHash;
import dev.oidcproxy.domain.client.ClientAuthentication.Transport;
import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.domain.value.Resource;
import dev.oidcproxy.domain.value.Secret;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code introspection.clients}: the servers that may ask about tokens. */
final class IntrospectionReader {

  private static final Set<String> ALGORITHMS = Set.of("RS256", "PS256", "ES256", "EdDSA");

  private final Set<Resource> resources;
  private final Set<ClientId> taken = new HashSet<>();

  /**
   * @param resources all that tokens can be for
   */
  IntrospectionReader(List<Resource> resources) {
    this.resources = new LinkedHashSet<>(resources);
  }

  List<ResourceServer> read(ConfigReader config) {
    List<ResourceServer> all = new ArrayList<>();
    for (ConfigReader section : config.section("introspection").sections("clients")) {
      server(section).ifPresent(all::add);
    }
    return List.copyOf(all);
  }

  private Optional<ResourceServer> server(ConfigReader section) {
    section.requiredText("client_id", "the name by which this server authenticates");
    Optional<ClientId> id =
        section.parsed("client_id", "printable ASCII, at most 2048 characters", ClientId::new);
    if (id.isPresent() && !taken.add(id.get())) {
      section.problem("client_id", "is used by another server: every server needs its own");
    }
    Optional<ClientAuthentication> authentication = authentication(section);
    Set<Resource> about = resources(section);
    return id.isEmpty() || authentication.isEmpty()
        ? Optional.empty()
        : Optional.of(new ResourceServer(id.get(), authentication.get(), about));
  }

  private static Optional<ClientAuthentication> authentication(ConfigReader section) {
    Optional<Secret> secret = section.secret("client_secret");
    Optional<String> keys = section.text("jwks");
    Optional<URI> location =
        section.parsed("jwks_uri", "an https URL", IntrospectionReader::location);
    boolean named = section.has("jwks_uri");
    int ways = (secret.isPresent() ? 1 : 0) + (keys.isPresent() ? 1 : 0) + (named ? 1 : 0);
    if (ways > 1) {
      section.problem("client_secret", "jwks and jwks_uri exclude each other: keep one of them");
      return Optional.empty();
    }
    if (ways == 0 && !section.has("client_secret") && !section.has("client_secret_file")) {
      section.problem(
          "client_secret", "is missing: a secret, or the server's public keys in jwks or jwks_uri");
    }
    Optional<ClientAuthentication> bySecret =
        secret.map(s -> new SecretHash(s.hash(), Set.of(Transport.BASIC, Transport.POST)));
    return bySecret.or(() ->
        keys.isPresent() || location.isPresent()
            ? Optional.of(new PrivateKey(keys, location, ALGORITHMS))
            : Optional.empty());
  }

  private static URI location(String text) {
    URI uri = URI.create(text);
    if (!"https".equals(uri.getScheme()) || uri.getHost() == null || uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException("not an https URL");
    }
    return uri;
  }

  /** All of them when nothing is said: what is behind one proxy is mostly of one owner. */
  private Set<Resource> resources(ConfigReader section) {
    Optional<List<String>> written = section.list("resources");
    if (written.isEmpty()) {
      return resources;
    }
    Set<Resource> named = new LinkedHashSet<>();
    for (String text : written.get()) {
      Optional<Resource> found =
          resources.stream().filter(r -> r.identifier().equals(text)).findFirst();
      found.ifPresentOrElse(
          named::add,
          () ->
              section.problem(
                  "resources",
                  "must be the full URLs of configured resources, such as "
                      + resources.iterator().next().identifier()));
    }
    return named;
  }
}
