package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevocationTest {

  private final TestProxy proxy = TestProxy.simple();
  private final TestClient client = TestClient.register(proxy);

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void either_token_ends_the_grant(boolean byRefreshToken) {
    Tokens tokens = client.signIn();
    Answers.admitted(proxy.call(tokens.access()));

    HttpResponse response = client.revoke(byRefreshToken ? tokens.refreshToken() : tokens.access());

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.headers().all("Cache-Control")).containsExactly("no-store");
    assertThat(Answers.refused(proxy.call(tokens.access())).status()).isEqualTo(401);
    Answers.assertRefused(client.refresh(tokens.refreshToken()), 400, "invalid_grant");
  }

  @Test
  void a_token_that_another_node_remembers_is_dead_at_once() {
    TestProxy second = new TestProxy(proxy.world(), TestSettings.simple(), TestProxy.HS256);
    Tokens tokens = client.signIn();
    Answers.admitted(second.call(tokens.access()));

    client.revoke(tokens.refreshToken());

    assertThat(Answers.refused(second.call(tokens.access())).status()).isEqualTo(401);
  }

  @Test
  void an_older_refresh_token_and_an_expired_access_token_revoke_too() {
    Tokens first = client.signIn();
    Tokens second = Tokens.of(client.refresh(first.refreshToken()));
    client.revoke(first.refreshToken());
    Answers.assertRefused(client.refresh(second.refreshToken()), 400, "invalid_grant");

    Tokens expired = client.signIn();
    proxy.clock().pass(Duration.ofHours(2));
    client.revoke(expired.access());
    Answers.assertRefused(client.refresh(expired.refreshToken()), 400, "invalid_grant");
  }

  @Test
  void another_clients_token_is_a_success_without_effect() {
    TestClient other = TestClient.register(proxy, TestClient.WEB);
    Tokens tokens = client.signIn();

    assertThat(other.revoke(tokens.refreshToken()).status()).isEqualTo(200);
    assertThat(other.revoke(tokens.access()).status()).isEqualTo(200);

    Answers.admitted(proxy.call(tokens.access()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "a.b.c", "AAAAAAAAAAAAAAAAAAAAAA.0.x"})
  void an_unknown_token_is_a_success(String token) {
    assertThat(client.revoke(token).status()).isEqualTo(200);
  }

  @Test
  void a_code_that_nobody_redeemed_is_not_a_token() {
    String code = client.code();

    assertThat(client.revoke(code).status()).isEqualTo(200);
    assertThat(client.redeem(code).status()).isEqualTo(200);
  }

  @Test
  void the_request_must_name_a_known_client_and_a_token() {
    Answers.assertRefused(
        proxy.post("/revoke", Map.of("client_id", client.id())), 400, "invalid_request");
    Answers.assertRefused(
        proxy.post("/revoke", Map.of("client_id", "unknown", "token", "x")), 401, "invalid_client");
    Answers.assertRefused(proxy.post("/revoke", Map.of("token", "x")), 401, "invalid_client");
  }
}
