package dev.oidcproxy.flows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.IdentityMode;
import dev.oidcproxy.application.gateway.Admission.Admitted;
import dev.oidcproxy.application.gateway.message.MirroredHeaders;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which tools a token may call. */
class ToolScopeTest {

  private static final String METADATA =
      "resource_metadata=\"https://proxy.example/.well-known/oauth-protected-resource/mcp\"";

  private final TestProxy proxy =
      TestProxy.of(
          TestSettings.bare()
              .resource("/mcp", IdentityMode.HEADERS, "mcp")
              .tools("delete_*", "write")
              .tools("*_account", "admin")
              .implies("owner", "admin", "write")
              .validScopes("owner"));
  private final TestClient client = TestClient.register(proxy);

  @Test
  void a_tool_without_a_rule_needs_what_its_resource_needs() {
    assertThat(judged(client.signIn(), call("read_note"))).isEmpty();
    assertThat(judged(client.signIn(), "{\"method\":\"tools/list\"}")).isEmpty();
    assertThat(judged(client.signIn(), "")).isEmpty();
  }

  @Test
  void all_that_a_call_needs_is_said_at_once() {
    HttpResponse refused = judged(client.signIn(), call("delete_account")).orElseThrow();

    Answers.assertRefused(refused, 403, "insufficient_scope");
    assertThat(refused.headers().first("WWW-Authenticate").orElseThrow())
        .startsWith("Bearer error=\"insufficient_scope\", error_description=\"")
        .endsWith("\", " + METADATA + ", scope=\"openid mcp write admin\"");
    assertThat(TestBrowser.text(refused)).doesNotContain("delete_account").contains("tool");
  }

  @Test
  void what_the_token_has_already_is_named_with_it_so_that_nothing_gets_lost() {
    Tokens tokens = client.signIn(Map.of("scope", "write"));

    assertThat(judged(tokens, call("delete_note"))).isEmpty();
    assertThat(scopeNamed(judged(tokens, call("close_account")).orElseThrow()))
        .isEqualTo("openid mcp admin write");
  }

  @Test
  void scopes_of_the_resource_and_of_the_tool_are_missed_together() {
    TestProxy before = new TestProxy(proxy.world(), TestSettings.simple(), TestProxy.HS256);
    Tokens tokens = TestClient.register(before).signIn();

    assertThat(scopeNamed(judged(tokens, call("delete_note")).orElseThrow()))
        .isEqualTo("openid mcp write");
    assertThat(scopeNamed(judged(tokens, "").orElseThrow())).isEqualTo("openid mcp");
  }

  @Test
  void for_a_token_with_which_nothing_may_pass_no_other_is_asked_of_the_provider() {
    TestProxy before = TestProxy.of(TestSettings.bare().onBehalfOf("/mcp", "api.read"));
    Tokens tokens = TestClient.register(before).signIn();
    TestProxy strict =
        new TestProxy(
            before.world(),
            TestSettings.bare()
                .onBehalfOf("/mcp", "api.read")
                .requiring("mcp")
                .tools("delete_*", "write"),
            TestProxy.HS256);

    Admitted admitted = Answers.admitted(strict.call(tokens.access()));

    assertThat(admitted.headers()).isEmpty();
    for (String body : List.of("", call("read_note"), call("delete_note"))) {
      Answers.assertRefused(
          admitted
              .body()
              .orElseThrow()
              .refusal(MirroredHeaders.NONE, body.getBytes(UTF_8))
              .orElseThrow(),
          403,
          "insufficient_scope");
    }
    assertThat(strict.provider().exchange().asked()).isEmpty();
  }

  @Test
  void every_call_of_a_batch_must_be_allowed() {
    String batch = "[" + call("read") + "," + call("delete_note") + "," + call("x_account") + "]";

    assertThat(scopeNamed(judged(client.signIn(), batch).orElseThrow()))
        .isEqualTo("openid mcp write admin");
    assertThat(judged(client.signIn(Map.of("scope", "write admin")), batch)).isEmpty();
  }

  @Test
  void a_scope_that_implies_another_is_enough() {
    Tokens tokens = client.signIn(Map.of("scope", "owner"));

    assertThat(tokens.scope()).isEqualTo("owner openid mcp");
    assertThat(judged(tokens, call("delete_account"))).isEmpty();
  }

  @Test
  @Tag("S27")
  void s27_a_header_that_is_not_the_body_is_400_before_any_scope_is_missed() {
    Tokens tokens = client.signIn();
    MirroredHeaders headers = new MirroredHeaders(List.of("tools/call"), List.of("read_note"));

    HttpResponse refused = judged(tokens, headers, call("delete_note")).orElseThrow();

    assertThat(refused.status()).isEqualTo(400);
    assertThat(TestProxy.json(refused))
        .containsEntry("jsonrpc", "2.0")
        .containsEntry("id", 5)
        .hasEntrySatisfying("error", error -> assertThat(error.toString()).contains("code=-32020"));
    assertThat(TestBrowser.text(refused)).doesNotContain("delete_note", "read_note");
  }

  @Test
  void a_body_that_is_not_clear_is_refused_in_the_words_of_json_rpc() {
    HttpResponse refused =
        judged(client.signIn(), "{\"method\":\"canary\",\"method\":\"tools/call\"}").orElseThrow();

    assertThat(refused.status()).isEqualTo(400);
    assertThat(TestBrowser.text(refused)).contains("-32700").doesNotContain("canary");
  }

  @Test
  void a_client_steps_up_to_what_the_challenge_named() {
    Tokens first = client.signIn();
    String needed = scopeNamed(judged(first, call("delete_note")).orElseThrow());
    TestBrowser browser = proxy.browser();
    String page = TestBrowser.text(browser.open(client.authorizeUrl(Map.of("scope", needed))));
    assertThat(page).contains("write");

    Tokens second = client.signIn(Map.of("scope", needed));

    assertThat(second.scope()).isEqualTo("openid mcp write");
    assertThat(judged(second, call("delete_note"))).isEmpty();
  }

  @Test
  void a_client_that_registered_with_the_first_challenge_may_step_up() {
    var registered =
        TestProxy.json(
            proxy.register(
                "{\"scope\":\"openid mcp\",\"redirect_uris\":[\"" + TestClient.LOOPBACK + "\"]}"));
    TestClient modest =
        new TestClient(proxy, (String) registered.get("client_id"), TestClient.LOOPBACK);

    assertThat(modest.signIn(Map.of("scope", "openid mcp write")).scope())
        .isEqualTo("openid mcp write");
  }

  @Test
  void a_refresh_cannot_step_up_and_says_what_can() {
    Tokens first = client.signIn();

    HttpResponse refused =
        client.refresh(first.refreshToken(), Map.of("scope", "openid mcp write"));

    Answers.assertRefused(refused, 400, "invalid_scope");
    assertThat(TestBrowser.text(refused)).contains("authorize again");
  }

  @Test
  void scopes_of_tools_can_be_asked_for_and_are_published() {
    assertThat(published("/.well-known/oauth-protected-resource/mcp"))
        .isEqualTo(List.of("openid", "mcp", "write", "admin"));
    assertThat(published("/.well-known/oauth-authorization-server"))
        .isEqualTo(List.of("owner", "openid", "mcp", "write", "admin", "offline_access"));
  }

  private Object published(String path) {
    return TestProxy.json(proxy.get(path)).get("scopes_supported");
  }

  private Optional<HttpResponse> judged(Tokens tokens, String body) {
    return judged(tokens, MirroredHeaders.NONE, body);
  }

  private Optional<HttpResponse> judged(Tokens tokens, MirroredHeaders headers, String body) {
    Admitted admitted = Answers.admitted(proxy.call(tokens.access()));
    return admitted.body().orElseThrow().refusal(headers, body.getBytes(UTF_8));
  }

  private static String call(String tool) {
    return "{\"id\":5,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool + "\"}}";
  }

  private static String scopeNamed(HttpResponse refused) {
    return refused
        .headers()
        .first("WWW-Authenticate")
        .orElseThrow()
        .replaceFirst(".* scope=\"([^\"]*)\".*", "$1");
  }
}
