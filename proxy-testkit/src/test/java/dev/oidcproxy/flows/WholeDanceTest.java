package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.gateway.Admission;
import dev.oidcproxy.testkit.FormText;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WholeDanceTest {

  private final TestProxy proxy = TestProxy.simple();

  @Test
  void a_client_registers_a_person_approves_and_the_gate_knows_her() {
    Tokens tokens = TestClient.register(proxy).signIn();

    assertThat(proxy.call(tokens.access()))
        .isInstanceOfSatisfying(
            Admission.Admitted.class,
            admitted -> assertThat(admitted.headers()).containsEntry("X-Forwarded-User", "alice"));
  }

  @Test
  void the_client_gets_its_state_and_our_issuer_back_with_the_code() {
    String location = TestClient.register(proxy).answer(proxy.browser(), Map.of());

    assertThat(location).startsWith(TestClient.LOOPBACK + "?code=");
    assertThat(FormText.query(location))
        .containsEntry("state", TestClient.STATE)
        .containsEntry("iss", "https://proxy.example")
        .containsOnlyKeys("code", "state", "iss");
  }

  @Test
  void a_refresh_token_gives_newer_tokens_that_the_gate_takes() {
    TestClient client = TestClient.register(proxy);
    Tokens first = client.signIn();

    Tokens second = Tokens.of(client.refresh(first.refreshToken()));

    assertThat(second.refreshToken()).isNotEqualTo(first.refreshToken());
    assertThat(proxy.call(second.access())).isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void nobody_is_asked_when_the_operator_wants_no_consent() {
    TestProxy trusting = TestProxy.of(TestSettings.simple().withoutConsent());
    TestClient client = TestClient.register(trusting);
    TestBrowser browser = trusting.browser();

    URI login = URI.create(browser.visit(client.authorizeUrl()).headers().first("Location").get());
    String answer = TestClient.comeBack(browser, trusting.provider().signIn(login));

    Tokens tokens = Tokens.of(client.redeem(FormText.query(answer).get("code")));
    assertThat(trusting.call(tokens.access())).isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void every_address_may_be_one_of_its_own() {
    TestProxy elsewhere =
        TestProxy.of(
            TestSettings.simple()
                .baseUrl("https://proxy.example/mount")
                .issuer("https://issuer.example/")
                .resourceBaseUrl("https://mcp.example/servers")
                .redirectPath("/signed-in"));
    TestClient client = TestClient.register(elsewhere);
    TestBrowser browser = elsewhere.browser();

    String login = browser.approve(browser.consentPage(client.authorizeUrl()));
    String answer = TestClient.comeBack(browser, elsewhere.provider().signIn(URI.create(login)));
    Tokens tokens = Tokens.of(client.redeem(FormText.query(answer).get("code")));

    assertThat(FormText.query(login))
        .containsEntry("redirect_uri", "https://proxy.example/mount/signed-in");
    assertThat(FormText.query(answer)).containsEntry("iss", "https://issuer.example/");
    assertThat(Jwts.claims(tokens.access()))
        .containsEntry("iss", "https://issuer.example/")
        .containsEntry("aud", "https://mcp.example/servers/mcp");
    assertThat(elsewhere.call(tokens.access())).isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void the_token_response_is_what_the_rfc_says() {
    TestClient client = TestClient.register(proxy);

    var response = client.redeem(client.code());

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.headers().all("Cache-Control")).containsExactly("no-store");
    assertThat(TestProxy.json(response))
        .containsOnlyKeys("access_token", "token_type", "expires_in", "refresh_token", "scope")
        .containsEntry("token_type", "Bearer")
        .containsEntry("expires_in", 3600)
        .containsEntry("scope", "openid");
  }
}
