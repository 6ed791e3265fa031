package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationTest {

  private static final String MINIMAL = "{\"redirect_uris\":[\"https://client.example/cb\"]}";

  private final TestProxy proxy = TestProxy.of(TestSettings.simple().validScopes("read", "write"));

  @Test
  void a_public_client_gets_an_id_and_no_secret() {
    HttpResponse response = proxy.register(MINIMAL);

    assertThat(response.status()).isEqualTo(201);
    assertThat(response.headers().all("Cache-Control")).containsExactly("no-store");
    assertThat(TestProxy.json(response))
        .containsKey("client_id")
        .containsEntry("client_id_issued_at", (int) proxy.clock().instant().getEpochSecond())
        .containsEntry("token_endpoint_auth_method", "none")
        .containsEntry("redirect_uris", List.of("https://client.example/cb"))
        .containsEntry("grant_types", List.of("authorization_code", "refresh_token"))
        .containsEntry("response_types", List.of("code"))
        .containsEntry("application_type", "native")
        .doesNotContainKeys("client_secret", "registration_access_token");
  }

  @Test
  void everything_accepted_is_in_the_answer() {
    HttpResponse response =
        proxy.register(
            """
            {"redirect_uris":["https://client.example/cb"],"client_name":"Näme",
             "client_uri":"https://client.example","scope":"read","application_type":"web",
             "software_id":"s","software_version":"1","logo_uri":"https://tracker.example/x.png"}\
            """);

    assertThat(TestProxy.json(response))
        .containsEntry("client_name", "Näme")
        .containsEntry("client_uri", "https://client.example")
        .containsEntry("scope", "read")
        .containsEntry("application_type", "web")
        .containsEntry("software_id", "s")
        .containsEntry("software_version", "1")
        .doesNotContainKey("logo_uri");
  }

  @Test
  void the_same_registration_again_is_the_same_client() {
    assertThat(id(proxy.register(MINIMAL))).isEqualTo(id(proxy.register(MINIMAL)));
    assertThat(id(proxy.register(MINIMAL)))
        .isNotEqualTo(id(proxy.register("{\"redirect_uris\":[\"https://client.example/other\"]}")));
  }

  @Test
  void a_program_is_one_client_on_whatever_loopback_port_it_listens_and_is_told_its_own() {
    HttpResponse yesterday = proxy.register(on("http://127.0.0.1:50001/cb/x"));
    HttpResponse today = proxy.register(on("http://127.0.0.1:50002/cb/x"));

    assertThat(id(today)).isEqualTo(id(yesterday));
    assertThat(TestProxy.json(today))
        .containsEntry("redirect_uris", List.of("http://127.0.0.1:50002/cb/x"));
    assertThat(id(proxy.register(on("http://127.0.0.1:50002/cb/y")))).isNotEqualTo(id(today));
    assertThat(id(proxy.register(on("http://localhost:50002/cb/x")))).isNotEqualTo(id(today));
    assertThat(id(proxy.register(on("https://client.example:50002/cb/x"))))
        .isNotEqualTo(id(proxy.register(on("https://client.example:50003/cb/x"))));
  }

  @Test
  void a_program_signs_in_on_the_port_of_its_latest_registration() {
    TestClient.register(proxy, "http://127.0.0.1:50001/cb").signIn();
    TestClient today = TestClient.register(proxy, "http://127.0.0.1:50002/cb");

    assertThat(today.answer(proxy.browser(), Map.of())).startsWith("http://127.0.0.1:50002/cb?");
    assertThat(today.signIn().refresh()).isPresent();
  }

  @Test
  void a_confidential_client_is_new_each_time_and_told_its_secret() {
    String metadata =
        "{\"redirect_uris\":[\"https://client.example/cb\"],"
            + "\"token_endpoint_auth_method\":\"client_secret_basic\"}";

    Map<String, Object> first = TestProxy.json(proxy.register(metadata));
    Map<String, Object> second = TestProxy.json(proxy.register(metadata));

    assertThat(first)
        .containsEntry("token_endpoint_auth_method", "client_secret_basic")
        .containsEntry("client_secret_expires_at", 0)
        .containsKey("client_secret");
    assertThat(second.get("client_id")).isNotEqualTo(first.get("client_id"));
    assertThat(second.get("client_secret")).isNotEqualTo(first.get("client_secret"));
  }

  @Test
  void redirect_uris_that_are_not_allowed_are_left_out_while_others_remain() {
    HttpResponse response =
        proxy.register(
            """
            {"redirect_uris":["http://client.example/cb","cursor://anysphere/cb",
             "http://127.0.0.1:1/cb","javascript:alert(1)","https://client.example/cb#x"]}\
            """);

    assertThat(TestProxy.json(response))
        .containsEntry("redirect_uris", List.of("cursor://anysphere/cb", "http://127.0.0.1:1/cb"));
  }

  @Tag("S7")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[\"http://client.example/cb\"]",
        "[\"javascript:alert(1)\"]",
        "[\"data:text/html,x\"]",
        "[\"https://user@client.example/\"]",
        "[\"https://client.example/a/../b\"]",
        "[\"https://client.example/%2e%2e/b\"]",
        "[\"https://client.example\\\\@evil.example/\"]",
        "[\"https://client.example/#f\"]",
        "[\"/relative\"]"
      })
  void s7_without_any_allowed_redirect_uri_there_is_no_client(String uris) {
    Answers.assertRefused(
        proxy.register("{\"redirect_uris\":" + uris + "}"), 400, "invalid_redirect_uri");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost/cb", "https://localhost/cb", "claude://cb"})
  void a_web_client_has_https_away_from_loopback_only(String uri) {
    Answers.assertRefused(
        proxy.register("{\"application_type\":\"web\",\"redirect_uris\":[\"" + uri + "\"]}"),
        400,
        "invalid_redirect_uri");
  }

  @Test
  void patterns_narrow_what_may_be_registered() {
    TestProxy narrow =
        TestProxy.of(TestSettings.simple().redirectPatterns("https://*.client.example/*"));

    Answers.assertRefused(narrow.register(MINIMAL), 400, "invalid_redirect_uri");
    assertThat(narrow.register("{\"redirect_uris\":[\"https://a.b.client.example/cb\"]}").status())
        .isEqualTo(201);
  }

  @Test
  void unknown_scopes_are_left_out_while_some_are_valid() {
    assertThat(TestProxy.json(proxy.register(with("\"scope\":\"read made:up offline_access\""))))
        .containsEntry("scope", "read");
    Answers.assertRefused(
        proxy.register(with("\"scope\":\"made:up\"")), 400, "invalid_client_metadata");
    assertThat(proxy.register(with("\"scope\":\"offline_access\"")).status()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"token_endpoint_auth_method\":\"private_key_jwt\"",
        "\"token_endpoint_auth_method\":\"tls_client_auth\"",
        "\"grant_types\":[\"client_credentials\"]",
        "\"response_types\":[\"token\"]",
        "\"application_type\":\"spa\"",
        "\"client_name\":7",
        "\"scope\":[\"read\"]"
      })
  @Tag("S23")
  void s23_metadata_of_another_kind_is_refused(String member) {
    Answers.assertRefused(proxy.register(with(member)), 400, "invalid_client_metadata");
  }

  @Test
  @Tag("S23")
  void s23_redirect_uris_are_few() {
    String uris = "\"https://client.example/0\"" + ",\"https://client.example/1\"".repeat(10);

    Answers.assertRefused(
        proxy.register("{\"redirect_uris\":[" + uris + "]}"), 400, "invalid_client_metadata");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "{",
        "{\"a\":1} {}",
        "{\"redirect_uris\":[\"https://a.example/\"],\"redirect_uris\":[\"https://b.example/\"]}"
      })
  void what_is_not_one_json_object_is_refused(String body) {
    Answers.assertRefused(proxy.register(body), 400, "invalid_request");
  }

  @Test
  void a_registration_that_nobody_uses_is_forgotten() {
    TestClient client = TestClient.register(proxy);

    proxy.clock().pass(Duration.ofDays(90));

    Answers.assertPage(proxy.browser().visit(client.authorizeUrl()), 400);
    Answers.assertRefused(client.redeem("code"), 401, "invalid_client");
  }

  @Test
  void registering_again_begins_a_new_wait() {
    TestClient client = TestClient.register(proxy);
    proxy.clock().pass(Duration.ofDays(89));

    assertThat(TestClient.register(proxy)).isEqualTo(client);
    proxy.clock().pass(Duration.ofDays(89));

    assertThat(proxy.browser().open(client.authorizeUrl()).status()).isEqualTo(200);
  }

  @Test
  void a_registration_outlives_the_grants_made_with_it() {
    TestClient client = TestClient.register(proxy);
    var tokens = client.signIn();

    proxy.clock().pass(Duration.ofDays(364));

    assertThat(client.refresh(tokens.refreshToken()).status()).isEqualTo(200);
  }

  @Test
  void a_grant_is_not_orphaned_by_renewing_once_a_day_only() {
    TestClient client = TestClient.register(proxy);
    String token = client.signIn().refreshToken();
    proxy.clock().pass(Duration.ofHours(23));
    token = TestClient.Tokens.of(client.refresh(token)).refreshToken();

    proxy.clock().pass(Duration.ofDays(365).minusMinutes(1));

    assertThat(TestBrowser.text(client.refresh(token))).contains("access_token");
  }

  private static String with(String member) {
    return "{\"redirect_uris\":[\"https://client.example/cb\"]," + member + "}";
  }

  private static String on(String redirectUri) {
    return "{\"client_name\":\"Program\",\"redirect_uris\":[\"" + redirectUri + "\"]}";
  }

  private static String id(HttpResponse response) {
    return (String) TestProxy.json(response).get("client_id");
  }
}
