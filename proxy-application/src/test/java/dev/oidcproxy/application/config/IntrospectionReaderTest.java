package dev.oidcproxy.application.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.domain.client.ClientAuthentication.PrivateKey;
import dev.oidcproxy.domain.client.ClientAuthentication.SecretHash;
import dev.oidcproxy.domain.client.ClientAuthentication.Transport;
import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.domain.value.Resource;
import dev.oidcproxy.domain.value.TokenHash;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntrospectionReaderTest {

  private static final String FIRST = "introspection.clients.0.";

  private static Reading server() {
    return Reading.minimal().and(FIRST + "client_id", "api");
  }

  private static ResourceServer only(Reading reading) {
    return reading.settings().introspectionClients().getFirst();
  }

  @Test
  void a_server_with_a_secret_may_ask_about_every_resource() {
    assertThat(only(server().and(FIRST + "client_secret", "canary")))
        .isEqualTo(
            new ResourceServer(
                new ClientId("api"),
                new SecretHash(TokenHash.of("canary"), Set.of(Transport.BASIC, Transport.POST)),
                Set.of(new Resource("https://mcp.example.com"))));
  }

  @Test
  void resources_narrow_it() {
    Reading two =
        server()
            .and(FIRST + "client_secret", "canary")
            .and(FIRST + "resources", "https://mcp.example.com/b")
            .and("resources.0.path", "/a")
            .and("resources.0.backend", "http://127.0.0.1:9000/a")
            .and("resources.1.path", "/b")
            .and("resources.1.backend", "http://127.0.0.1:9000/b");

    assertThat(only(two).resources()).containsExactly(new Resource("https://mcp.example.com/b"));
  }

  @Test
  void keys_are_here_or_elsewhere() {
    Set<String> algorithms = Set.of("RS256", "PS256", "ES256", "EdDSA");
    assertThat(only(server().and(FIRST + "jwks", "{\"keys\":[]}")).authentication())
        .isEqualTo(new PrivateKey(Optional.of("{\"keys\":[]}"), Optional.empty(), algorithms));
    assertThat(
            only(server().and(FIRST + "jwks_uri", "https://api.example.com/keys")).authentication())
        .isEqualTo(
            new PrivateKey(
                Optional.empty(),
                Optional.of(URI.create("https://api.example.com/keys")),
                algorithms));
  }

  @Test
  void a_server_needs_one_way_to_prove_itself() {
    assertThat(server().problems()).hasSize(1);
    assertThat(server().and(FIRST + "client_secret", "x").and(FIRST + "jwks", "{}").problems())
        .hasSize(1);
    assertThat(Reading.minimal().and(FIRST + "client_secret", "x").problems()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://api.example.com/", "https:///keys", "keys", "https://u@a.example/"})
  void the_place_of_keys_is_an_https_url(String url) {
    assertThat(server().and(FIRST + "jwks_uri", url).problems())
        .singleElement()
        .asString()
        .contains("jwks_uri: must be an https URL");
  }

  @Test
  void a_resource_that_is_not_configured_is_a_problem_that_names_one_that_is() {
    assertThat(
            server()
                .and(FIRST + "client_secret", "x")
                .and(FIRST + "resources", "https://other.example/")
                .problems())
        .singleElement()
        .asString()
        .contains("resources: must be the full URLs")
        .contains("https://mcp.example.com");
  }

  @Test
  void two_servers_have_two_names() {
    assertThat(
            server()
                .and(FIRST + "client_secret", "x")
                .and("introspection.clients.1.client_id", "api")
                .and("introspection.clients.1.client_secret", "y")
                .problems())
        .hasSize(1);
  }
}
