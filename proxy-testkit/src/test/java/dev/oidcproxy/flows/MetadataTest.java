package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.IdentityMode;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataTest {

  private static final String OAUTH = "/.well-known/oauth-authorization-server";
  private static final String OPENID = "/.well-known/openid-configuration";

  @Test
  void the_authorization_server_says_what_it_can() {
    TestProxy proxy =
        TestProxy.of(
            TestSettings.simple()
                .validScopes("read", "write")
                .documentation("https://docs.example"));

    Map<String, Object> document = TestProxy.json(proxy.get(OAUTH));

    assertThat(document)
        .containsEntry("issuer", "https://proxy.example")
        .containsEntry("authorization_endpoint", "https://proxy.example/authorize")
        .containsEntry("token_endpoint", "https://proxy.example/token")
        .containsEntry("registration_endpoint", "https://proxy.example/register")
        .containsEntry("revocation_endpoint", "https://proxy.example/revoke")
        .containsEntry("jwks_uri", "https://proxy.example/jwks.json")
        .containsEntry("scopes_supported", List.of("read", "write", "openid", "offline_access"))
        .containsEntry("response_types_supported", List.of("code"))
        .containsEntry("response_modes_supported", List.of("query"))
        .containsEntry("grant_types_supported", List.of("authorization_code", "refresh_token"))
        .containsEntry("subject_types_supported", List.of("public"))
        .containsEntry("code_challenge_methods_supported", List.of("S256"))
        .containsEntry("authorization_response_iss_parameter_supported", true)
        .containsEntry("service_documentation", "https://docs.example");
  }

  @Test
  void token_and_revocation_endpoint_take_the_same_client_authentication() {
    Map<String, Object> document = TestProxy.json(TestProxy.simple().get(OAUTH));

    List<String> methods =
        List.of("none", "client_secret_basic", "client_secret_post", "private_key_jwt");
    List<String> algorithms = List.of("RS256", "PS256", "ES256", "EdDSA");
    assertThat(document)
        .containsEntry("token_endpoint_auth_methods_supported", methods)
        .containsEntry("revocation_endpoint_auth_methods_supported", methods)
        .containsEntry("token_endpoint_auth_signing_alg_values_supported", algorithms)
        .containsEntry("revocation_endpoint_auth_signing_alg_values_supported", algorithms)
        .containsEntry("client_id_metadata_document_supported", true)
        .containsKey("id_token_signing_alg_values_supported");
  }

  @Test
  void without_client_documents_nobody_has_keys() {
    Map<String, Object> document =
        TestProxy.json(TestProxy.of(TestSettings.simple().withoutClientDocuments()).get(OAUTH));

    List<String> methods = List.of("none", "client_secret_basic", "client_secret_post");
    assertThat(document)
        .containsEntry("token_endpoint_auth_methods_supported", methods)
        .containsEntry("revocation_endpoint_auth_methods_supported", methods)
        .containsEntry("client_id_metadata_document_supported", false)
        .doesNotContainKey("token_endpoint_auth_signing_alg_values_supported")
        .doesNotContainKey("revocation_endpoint_auth_signing_alg_values_supported");
  }

  @Test
  void what_is_switched_off_is_neither_named_nor_served() {
    TestProxy proxy = TestProxy.of(TestSettings.simple().withoutRegistration());

    assertThat(TestProxy.json(proxy.get(OAUTH))).doesNotContainKey("registration_endpoint");
    assertThat(proxy.register("{}").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {OAUTH, OPENID})
  void a_plain_issuer_is_found_at_both_well_known_paths(String path) {
    TestProxy proxy = TestProxy.simple();

    assertThat(proxy.get(path).status()).isEqualTo(200);
    assertThat(proxy.get(path).body()).isEqualTo(proxy.get(OAUTH).body());
  }

  @ParameterizedTest
  @ValueSource(strings = {OAUTH + "/tenant", OPENID + "/tenant", "/tenant" + OPENID, OAUTH, OPENID})
  void an_issuer_with_a_path_is_found_at_every_shape_clients_try(String path) {
    TestProxy proxy = TestProxy.of(TestSettings.simple().issuer("https://proxy.example/tenant"));

    assertThat(TestProxy.json(proxy.get(path)))
        .containsEntry("issuer", "https://proxy.example/tenant")
        .containsEntry("token_endpoint", "https://proxy.example/token");
  }

  @Test
  void the_issuer_is_the_configured_text_byte_for_byte() {
    TestProxy proxy = TestProxy.of(TestSettings.simple().issuer("https://Proxy.Example:443/A/"));

    assertThat(TestProxy.json(proxy.get(OAUTH)))
        .containsEntry("issuer", "https://Proxy.Example:443/A/");
    assertThat(TestProxy.json(proxy.get("/.well-known/oauth-protected-resource")))
        .containsEntry("authorization_servers", List.of("https://Proxy.Example:443/A/"));
    assertThat(proxy.get(OAUTH + "/A").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/mount"})
  void endpoints_answer_whether_the_mount_path_was_stripped_or_not(String prefix) {
    TestProxy proxy = TestProxy.of(TestSettings.simple().baseUrl("https://proxy.example/mount"));

    assertThat(TestProxy.json(proxy.get(prefix + OAUTH)))
        .containsEntry("token_endpoint", "https://proxy.example/mount/token");
    assertThat(proxy.get(OAUTH + "/mount").status()).isEqualTo(200);
    assertThat(proxy.get(prefix + "/jwks.json").status()).isEqualTo(200);
    assertThat(proxy.post(prefix + "/token", Map.of()).status()).isNotEqualTo(404);
    assertThat(proxy.get(prefix + "/authorize").status()).isNotEqualTo(404);
    assertThat(proxy.get(prefix + "/auth/callback").status()).isNotEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/.well-known/oauth-protected-resource",
        "/.well-known/oauth-protected-resource/mcp"
      })
  void the_only_resource_is_described_at_its_path_and_at_the_root(String path) {
    HttpResponse response = TestProxy.simple().get(path);

    assertThat(TestProxy.json(response))
        .isEqualTo(
            Map.of(
                "resource", "https://proxy.example/mcp",
                "authorization_servers", List.of("https://proxy.example"),
                "scopes_supported", List.of("openid"),
                "bearer_methods_supported", List.of("header"),
                "resource_name", "A test server"));
  }

  @Test
  void of_several_resources_each_is_described_at_its_own_path_only() {
    TestProxy proxy =
        TestProxy.of(
            TestSettings.bare()
                .resource("/a", IdentityMode.NONE, "read")
                .resource("/b", IdentityMode.NONE, "write", "offline_access"));

    assertThat(TestProxy.json(proxy.get("/.well-known/oauth-protected-resource/a")))
        .containsEntry("resource", "https://proxy.example/a")
        .containsEntry("scopes_supported", List.of("openid", "read"));
    assertThat(TestProxy.json(proxy.get("/.well-known/oauth-protected-resource/b")))
        .containsEntry("scopes_supported", List.of("openid", "write"));
    assertThat(proxy.get("/.well-known/oauth-protected-resource").status()).isEqualTo(404);
  }

  @Test
  void resources_may_live_at_another_origin_than_the_endpoints() {
    TestProxy proxy = TestProxy.of(TestSettings.simple().resourceBaseUrl("https://api.example/v1"));

    assertThat(TestProxy.json(proxy.get("/.well-known/oauth-protected-resource/v1/mcp")))
        .containsEntry("resource", "https://api.example/v1/mcp")
        .containsEntry("authorization_servers", List.of("https://proxy.example"));
    assertThat(proxy.get("/.well-known/oauth-protected-resource/mcp").status()).isEqualTo(200);
  }

  @Test
  void a_host_header_changes_nothing() {
    TestProxy proxy = TestProxy.simple();

    HttpResponse spoofed =
        proxy.send(
            "GET", OAUTH, Map.of("Host", "evil.example", "X-Forwarded-Host", "evil.example"), "");

    assertThat(spoofed.body()).isEqualTo(proxy.get(OAUTH).body());
  }

  @Test
  void documents_may_be_kept_for_an_hour_and_read_from_anywhere() {
    HttpResponse response = TestProxy.simple().get(OAUTH);

    assertThat(response.headers().all("Cache-Control")).containsExactly("public, max-age=3600");
    assertThat(response.headers().all("Access-Control-Allow-Origin")).containsExactly("*");
    assertThat(response.headers().first("Content-Type")).contains("application/json");
  }
}
