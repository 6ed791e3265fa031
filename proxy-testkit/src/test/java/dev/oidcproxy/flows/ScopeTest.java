package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.IdentityMode;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.testkit.FormText;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScopeTest {

  private final TestProxy proxy =
      TestProxy.of(
          TestSettings.bare().resource("/mcp", IdentityMode.NONE, "tools").validScopes("read"));
  private final TestClient client = TestClient.register(proxy);

  @Test
  void no_scope_and_an_empty_scope_are_the_required_ones() {
    assertThat(client.signIn().scope()).isEqualTo("openid tools");
    assertThat(scopeUpstream(client.authorizeUrl() + "&scope=")).isEqualTo("openid tools");
  }

  @Test
  void required_scopes_are_added_to_what_is_asked_for() {
    assertThat(client.signIn(Map.of("scope", "read")).scope()).isEqualTo("read openid tools");
  }

  @Test
  void offline_access_is_welcome_and_in_no_token_of_ours() {
    assertThat(client.signIn(Map.of("scope", "offline_access")).scope()).isEqualTo("openid tools");
    assertThat(scopeUpstream(client.authorizeUrl(Map.of("scope", "read offline_access"))))
        .isEqualTo("read offline_access openid tools");
  }

  @Test
  void a_client_may_not_ask_for_more_than_it_registered() {
    TestProxy wide = TestProxy.of(TestSettings.simple().validScopes("read", "write"));
    var registered =
        TestProxy.json(
            wide.register(
                "{\"scope\":\"read\",\"redirect_uris\":[\"" + TestClient.LOOPBACK + "\"]}"));
    TestClient modest =
        new TestClient(wide, (String) registered.get("client_id"), TestClient.LOOPBACK);

    assertThat(modest.signIn(Map.of("scope", "read")).scope()).isEqualTo("read openid");
    var refused = wide.browser().visit(modest.authorizeUrl(Map.of("scope", "write")));
    Answers.assertSentBack(
        refused.headers().first("Location").orElseThrow(), "invalid_scope", TestClient.STATE);
  }

  @Test
  void what_the_provider_did_not_grant_is_not_ours_to_give() {
    proxy.provider().conduct().grantOnly(Set.of(new Scope("openid"), new Scope("tools")));

    assertThat(client.signIn(Map.of("scope", "read")).scope()).isEqualTo("openid tools");
  }

  @Test
  void one_line_of_the_log_names_what_the_provider_did_not_grant() {
    proxy.provider().conduct().grantOnly(Set.of(new Scope("openid"), new Scope("tools")));

    try (LogLines log = new LogLines()) {
      client.signIn(Map.of("scope", "read offline_access"));
      assertThat(log.explanations())
          .containsOnlyOnce(
              "login for client " + client.id() + ": the provider did not grant read");
    }
    try (LogLines log = new LogLines()) {
      client.signIn();
      assertThat(log.explanations()).noneMatch(line -> line.contains("did not grant"));
    }
  }

  @Test
  void a_login_without_a_required_scope_is_refused_before_there_is_a_code() {
    proxy.provider().conduct().grantOnly(Set.of(new Scope("openid"), new Scope("read")));
    TestBrowser browser = proxy.browser();
    String login = browser.approve(browser.consentPage(client.authorizeUrl()));

    String location = TestClient.comeBack(browser, proxy.provider().signIn(URI.create(login)));

    Answers.assertSentBack(location, "access_denied", TestClient.STATE);
    assertThat(proxy.world().events()).anyMatch(ProxyEvent.LoginFailed.class::isInstance);
  }

  private String scopeUpstream(String authorizeUrl) {
    TestBrowser browser = proxy.browser();
    return FormText.query(browser.approve(browser.consentPage(authorizeUrl))).get("scope");
  }
}
