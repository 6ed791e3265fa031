package dev.oidcproxy.application.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.domain.port.TokenExchange.Target;
import dev.oidcproxy.domain.value.Resource;
import dev.oidcproxy.domain.value.Scope;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourcesReaderTest {

  private static Reading resource(String path) {
    return Reading.minimal()
        .and("resources.0.path", path)
        .and("resources.0.backend", "http://127.0.0.1:9000/mcp");
  }

  @Test
  void a_path_and_a_backend_are_enough() {
    assertThat(resource("/mcp").settings().protectedResources())
        .containsExactly(
            new ProtectedResource(
                new Resource("https://mcp.example.com/mcp"),
                "/mcp",
                URI.create("http://127.0.0.1:9000/mcp"),
                Set.of(),
                IdentityMode.HEADERS,
                Optional.empty()));
  }

  @Test
  void every_key_is_read() {
    assertThat(
            resource("mcp/")
                .and("resource_base_url", "https://api.example.com/v1")
                .and("resources.0.required_scopes", "read,write")
                .and("resources.0.identity", "upstream_token")
                .and("resources.0.timeout_seconds", "30")
                .settings()
                .protectedResources())
        .containsExactly(
            new ProtectedResource(
                new Resource("https://api.example.com/v1/mcp"),
                "/v1/mcp",
                URI.create("http://127.0.0.1:9000/mcp"),
                Set.of(new Scope("read"), new Scope("write")),
                IdentityMode.UPSTREAM_TOKEN,
                Optional.of(Duration.ofSeconds(30))));
  }

  @Test
  void several_resources_stay_in_order() {
    assertThat(
            resource("/b")
                .and("resources.1.path", "/a")
                .and("resources.1.backend", "https://10.0.0.1/mcp")
                .settings()
                .resources())
        .containsExactly(
            new Resource("https://mcp.example.com/b"), new Resource("https://mcp.example.com/a"));
  }

  @Test
  void the_root_is_a_path_too() {
    ProtectedResource root = resource("/").settings().protectedResources().getFirst();

    assertThat(root.path()).isEqualTo("/");
    assertThat(root.resource()).isEqualTo(new Resource("https://mcp.example.com"));
  }

  @Test
  void path_and_backend_are_needed() {
    assertThat(Reading.minimal().and("resources.0.identity", "jwt").problems())
        .containsExactly(
            "resources.0.path: is missing: where the MCP server is served, for example /mcp",
            "resources.0.backend: is missing: the URL of the MCP server, for example"
                + " http://127.0.0.1:9000/mcp");
  }

  @Test
  void two_resources_cannot_share_a_path() {
    assertThat(
            resource("/mcp")
                .and("resources.1.path", "mcp/")
                .and("resources.1.backend", "http://127.0.0.1:9001/mcp")
                .problems())
        .containsExactly(
            "here: resources.1.path: is used by another resource: every resource needs its own");
  }

  @ParameterizedTest
  @CsvSource({
    "/token",
    "/token/x",
    "/oauth/jwks.json",
    "/auth/callback",
    "/oauth/authorize",
    "/oauth/consent"
  })
  void a_path_of_ours_is_refused(String path) {
    assertThat(
            Reading.of("base_url", "https://mcp.example.com/oauth")
                .and("resource_base_url", "https://mcp.example.com")
                .and("resources.0.path", path)
                .and("resources.0.backend", "http://127.0.0.1:9000")
                .problems())
        .containsExactly(
            "here: resources.0.path: is where this proxy has endpoints of its own: choose another,"
                + " for example /mcp");
  }

  @ParameterizedTest
  @CsvSource({"/a/../b", "/a%2fb", "/a//b", "/a;x=1", "/a?b", "/a b"})
  void a_path_is_plain(String path) {
    assertThat(resource(path).problems())
        .containsExactly("here: resources.0.path: must be a plain path such as /mcp");
  }

  @Test
  void a_backend_may_get_a_token_for_the_api_behind_it() {
    ProtectedResource resource =
        onBehalfOf("scopes", "https://graph.example/a,https://graph.example/b")
            .and("resources.0.on_behalf_of.audience", "api://graph")
            .settings()
            .protectedResources()
            .getFirst();

    assertThat(resource.identity()).isEqualTo(IdentityMode.ON_BEHALF_OF);
    assertThat(resource.onBehalfOf())
        .contains(
            new Target(
                Scope.parse("https://graph.example/a https://graph.example/b"),
                Optional.of("api://graph")));
  }

  @Test
  void what_the_token_is_for_must_be_said_and_can_be_done() {
    assertThat(resource("/mcp").and("resources.0.identity", "on_behalf_of").problems())
        .singleElement()
        .asString()
        .contains("resources.0.on_behalf_of.scopes: is missing");
    assertThat(onBehalfOf("scopes", "a,offline_access").problems())
        .singleElement()
        .asString()
        .contains("must not name offline_access");
    assertThat(onBehalfOf("scopes", "\"").problems())
        .singleElement()
        .asString()
        .contains("resources.0.on_behalf_of.scopes: must be scopes");
    assertThat(resource("/mcp").and("resources.0.on_behalf_of.scopes", "a").problems())
        .singleElement()
        .asString()
        .contains("resources.0.on_behalf_of: has an effect with identity: on_behalf_of only");
  }

  @Test
  void no_scopes_are_none() {
    assertThat(
            resource("/mcp")
                .and("resources.0.on_behalf_of.scopes", "[]")
                .settings()
                .protectedResources()
                .getFirst()
                .onBehalfOf())
        .isEmpty();
  }

  private static Reading onBehalfOf(String key, String value) {
    return resource("/mcp")
        .and("resources.0.identity", "on_behalf_of")
        .and("resources.0.on_behalf_of." + key, value);
  }

  @ParameterizedTest
  @CsvSource({
    "backend, mcp:9000",
    "identity, somehow",
    "timeout_seconds, -1",
    "required_scopes, \""
  })
  void a_value_that_cannot_be_used_is_a_problem(String key, String value) {
    assertThat(resource("/mcp").and("resources.0." + key, value).problems())
        .singleElement()
        .asString()
        .startsWith("here: resources.0." + key + ": must be ");
  }
}
