package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.IdentityMode;
import dev.oidcproxy.application.gateway.Presented;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.testkit.FakeIdentityProvider;
import dev.oidcproxy.testkit.FormText;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The scope that is about refresh tokens and no resource's business (SEP-2207). */
class OfflineAccessTest {

  private final TestProxy.World plain = TestProxy.World.create(store -> store);

  /** Even where both the provider and the resource are configured with it. */
  private final TestProxy proxy =
      new TestProxy(
          new TestProxy.World(
              plain.clock(),
              new FakeIdentityProvider(plain.clock(), Scope.parse("openid offline_access")),
              plain.scheduler(),
              plain.store(),
              plain.events()),
          TestSettings.bare().resource("/mcp", IdentityMode.HEADERS, "tools", "offline_access"),
          TestProxy.HS256);

  private final TestClient client = TestClient.register(proxy);

  @Test
  void it_is_always_accepted_and_in_no_token_of_ours() {
    for (String scope : List.of("", "offline_access", "openid offline_access tools")) {
      Tokens tokens = client.signIn(Map.of("scope", scope));

      assertThat(tokens.scope().split(" ")).containsExactlyInAnyOrder("openid", "tools");
      assertThat(Jwts.claims(tokens.access()).get("scope").toString()).doesNotContain("offline");
      assertThat(tokens.refresh()).isPresent();
      Answers.admitted(proxy.call(tokens.access()));
    }
  }

  @Test
  void a_client_that_registered_without_it_may_ask_for_it() {
    var registered =
        TestProxy.json(
            proxy.register(
                "{\"scope\":\"openid tools\",\"redirect_uris\":[\""
                    + TestClient.LOOPBACK
                    + "\"]}"));
    TestClient modest =
        new TestClient(proxy, (String) registered.get("client_id"), TestClient.LOOPBACK);

    assertThat(modest.signIn(Map.of("scope", "openid offline_access")).scope())
        .isEqualTo("openid tools");
  }

  @Test
  void it_is_in_no_challenge_and_no_resource_metadata() {
    Presented nobody = new Presented(proxy.resource(), List.of(), "", Optional.empty());
    String challenge =
        Answers.refused(proxy.proxy().gate().admit(nobody))
            .headers()
            .first("WWW-Authenticate")
            .orElseThrow();

    assertThat(challenge).contains("scope=\"openid tools\"");
    assertThat(scopes("/.well-known/oauth-protected-resource/mcp"))
        .isEqualTo(List.of("openid", "tools"));
  }

  @Test
  void the_authorization_server_says_that_it_may_be_asked_for() {
    assertThat(scopes("/.well-known/oauth-authorization-server"))
        .isEqualTo(List.of("openid", "tools", "offline_access"));
  }

  @Test
  void the_provider_is_asked_for_it_when_the_client_does() {
    assertThat(askedUpstream("offline_access")).contains("offline_access");
    assertThat(askedUpstream("openid")).doesNotContain("offline_access");
  }

  private String askedUpstream(String scope) {
    TestBrowser browser = proxy.browser();
    String url = client.authorizeUrl(Map.of("scope", scope));
    return FormText.query(browser.approve(browser.consentPage(url))).get("scope");
  }

  private Object scopes(String path) {
    return TestProxy.json(proxy.get(path)).get("scopes_supported");
  }
}
