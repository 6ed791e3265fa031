package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.testkit.FormText;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationTest {

  private final TestProxy proxy = TestProxy.of(TestSettings.simple().validScopes("read"));
  private final TestClient client = TestClient.register(proxy);

  @Test
  void an_unknown_client_is_told_by_a_page_how_to_mend_it() {
    HttpResponse page = visit(Map.of("client_id", "unknown"));

    Answers.assertPage(page, 400);
    assertThat(TestBrowser.text(page)).doesNotContain(TestClient.LOOPBACK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "*/*", ""})
  void an_unknown_client_that_reads_no_pages_gets_json(String accept) {
    HttpResponse response =
        proxy.send("GET", "/authorize?client_id=unknown", Map.of("Accept", accept), "");

    Answers.assertRefused(response, 400, "invalid_client");
    assertThat(TestProxy.json(response))
        .containsEntry("registration_endpoint", "https://proxy.example/register");
  }

  @Test
  void without_registration_no_endpoint_for_it_is_named() {
    TestProxy closed = TestProxy.of(TestSettings.simple().withoutRegistration());

    assertThat(TestProxy.json(closed.get("/authorize?client_id=unknown")))
        .containsOnlyKeys("error", "error_description");
  }

  @Tag("S7")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:4711/callbac",
        "http://127.0.0.1:4711/callback/",
        "http://127.0.0.1:4711/callback?x=1",
        "http://localhost:4711/callback",
        "http://127.0.0.2:4711/callback",
        "http://[::ffff:127.0.0.1]:4711/callback",
        "http://localhost.evil.example/callback",
        "https://127.0.0.1:4711/callback",
        "http://user@127.0.0.1:4711/callback",
        "http://127.0.0.1:4711/x/../callback",
        "http://127.0.0.1:4711/callback#f",
        "HTTP://127.0.0.1:4711/callback",
        "http://127.0.0.1:4711\\@evil.example/callback",
        "javascript:alert(1)",
        "data:text/html,x"
      })
  void s7_a_redirect_uri_that_is_not_the_clients_is_never_followed(String uri) {
    HttpResponse page = visit(Map.of("redirect_uri", uri, "response_type", "token"));

    Answers.assertPage(page, 400);
    assertThat(TestBrowser.text(page)).doesNotContain(uri).doesNotContain("evil.example");
  }

  @Tag("S8")
  @Test
  void s8_the_loopback_port_is_free() {
    assertThat(proxy.browser().open(client.authorizeUrl(port("49152"))).status()).isEqualTo(200);
    assertThat(client.answer(proxy.browser(), port("49152")))
        .startsWith("http://127.0.0.1:49152/callback?code=");
  }

  @Tag("S8")
  @Test
  void s8_no_other_port_is_free() {
    TestClient web = TestClient.register(proxy, TestClient.WEB);

    Answers.assertPage(
        proxy
            .browser()
            .visit(web.authorizeUrl(Map.of("redirect_uri", "https://client.example:444/callback"))),
        400);
  }

  @Test
  void a_client_with_one_redirect_uri_need_not_repeat_it() {
    TestClient web = TestClient.register(proxy, TestClient.WEB);

    assertThat(proxy.browser().open(web.authorizeUrl(Map.of("redirect_uri", ""))).status())
        .isEqualTo(200);
  }

  @Test
  void a_program_on_loopback_says_its_port_of_today() {
    Answers.assertPage(proxy.browser().visit(client.authorizeUrl(Map.of("redirect_uri", ""))), 400);
  }

  @Test
  void changed_patterns_apply_to_clients_that_are_already_registered() {
    TestProxy narrow =
        new TestProxy(
            proxy.world(),
            TestSettings.simple().redirectPatterns("https://trusted.example"),
            TestProxy.HS256);

    Answers.assertPage(narrow.browser().visit(client.authorizeUrl()), 400);
  }

  @Tag("S11")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "response_type||invalid_request",
        "response_type|token|unsupported_response_type",
        "response_type|code id_token|unsupported_response_type",
        "code_challenge||invalid_request",
        "code_challenge|short|invalid_request",
        "code_challenge_method||invalid_request",
        "code_challenge_method|plain|invalid_request",
        "code_challenge_method|s256|invalid_request",
        "scope|made:up|invalid_scope",
        "scope|\"quoted\"|invalid_scope",
        "resource|https://proxy.example/other|invalid_target",
        "resource|https://evil.example/mcp|invalid_target",
        "resource|not a url|invalid_target"
      })
  void s11_what_is_wrong_is_told_to_the_client(String name, String value, String error) {
    HttpResponse response = visit(Map.of(name, value == null ? "" : value));

    assertThat(response.status()).isEqualTo(302);
    Answers.assertSentBack(
        response.headers().first("Location").orElseThrow(), error, TestClient.STATE);
  }

  @Test
  void rules_are_checked_in_the_order_of_the_rfc() {
    Map<String, String> all =
        Map.of(
            "response_type", "token",
            "code_challenge", "",
            "scope", "made:up",
            "resource", "https://evil.example/");

    assertThat(errorOf(all)).isEqualTo("unsupported_response_type");
    assertThat(errorOf(Map.of("code_challenge", "", "scope", "made:up")))
        .isEqualTo("invalid_request");
    assertThat(errorOf(Map.of("scope", "made:up", "resource", "https://evil.example/")))
        .isEqualTo("invalid_scope");
  }

  @ParameterizedTest
  @ValueSource(strings = {"response_type", "scope", "state", "code_challenge_method"})
  void a_parameter_that_comes_twice_is_refused(String name) {
    HttpResponse response =
        proxy.browser().visit(client.authorizeUrl(Map.of("scope", "read")) + "&" + name + "=x");

    Map<String, String> answer = FormText.query(response.headers().first("Location").orElseThrow());
    assertThat(answer).containsEntry("error", "invalid_request");
    // Neither of two states can be trusted to be the client's.
    assertThat(answer.containsKey("state")).isEqualTo(!name.equals("state"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"client_id", "redirect_uri"})
  void what_decides_where_to_go_may_not_come_twice(String name) {
    Answers.assertPage(
        proxy.browser().visit(client.authorizeUrl() + "&" + name + "=https://evil.example"), 400);
  }

  @Test
  void more_parameters_than_any_protocol_has_are_refused() {
    HttpResponse response = proxy.browser().visit(client.authorizeUrl() + "&x=".repeat(100));

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.headers().first("Location")).isEmpty();
  }

  @Test
  void an_https_client_that_nobody_approved_is_shown_as_a_link() {
    TestClient web = TestClient.register(proxy, TestClient.WEB);

    HttpResponse page = proxy.browser().visit(web.authorizeUrl(Map.of("response_type", "token")));

    Answers.assertPage(page, 400);
    assertThat(TestBrowser.text(page))
        .contains("client.example")
        .contains("error=unsupported_response_type");
  }

  @Test
  void the_request_may_be_posted() {
    String query = URI.create(client.authorizeUrl()).getRawQuery();

    HttpResponse response = proxy.post("/authorize", query, Map.of());

    assertThat(response.headers().first("Location").orElseThrow())
        .startsWith("https://proxy.example/consent?transaction=");
  }

  @Test
  void a_state_of_any_printable_text_comes_back_as_it_was() {
    String state = "a b&c=d?e#f/ü%25\"<>";

    assertThat(FormText.query(client.answer(proxy.browser(), Map.of("state", state))))
        .containsEntry("state", state);
    assertThat(FormText.query(client.answer(proxy.browser(), Map.of("state", ""))))
        .doesNotContainKey("state");
  }

  private HttpResponse visit(Map<String, String> changes) {
    return proxy.browser().visit(client.authorizeUrl(changes));
  }

  private String errorOf(Map<String, String> changes) {
    return FormText.query(visit(changes).headers().first("Location").orElseThrow()).get("error");
  }

  private static Map<String, String> port(String port) {
    return Map.of("redirect_uri", "http://127.0.0.1:" + port + "/callback");
  }
}
