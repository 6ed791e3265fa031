package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Refusals from which nobody learns which of several things was wrong. */
@Tag("S31")
class UniformErrorsTest {

  private static final String NO_GRANT = "A".repeat(22);
  private static final String NO_PROOF = "A".repeat(43);

  private final TestProxy proxy = TestProxy.of(TestSettings.simple());
  private final TestClient client = TestClient.register(proxy);

  @Test
  void s31_a_refresh_token_of_no_grant_and_a_wrong_one_of_a_grant_look_alike() {
    Tokens tokens = client.signIn();
    String grant = tokens.refreshToken().substring(0, 22);
    TestClient other = TestClient.register(proxy, TestClient.WEB);

    assertAlike(
        List.of(
            client.refresh(grant + ".0." + NO_PROOF),
            client.refresh(grant + ".7." + NO_PROOF),
            client.refresh(NO_GRANT + ".0." + NO_PROOF),
            client.refresh("garbage"),
            other.refresh(tokens.refreshToken())),
        400);
    assertThat(client.refresh(tokens.refreshToken()).status()).isEqualTo(200);
  }

  @Test
  void s31_a_code_of_no_grant_and_a_wrong_one_of_a_grant_look_alike() {
    String code = client.code();
    TestClient other = TestClient.register(proxy, TestClient.WEB);

    assertAlike(
        List.of(
            client.redeem(code.substring(0, 22) + "." + NO_PROOF),
            client.redeem(NO_GRANT + "." + NO_PROOF),
            client.redeem("garbage"),
            other.redeem(code)),
        400);
    assertThat(client.redeem(code).status()).isEqualTo(200);
  }

  @Test
  void s31_access_tokens_that_are_wrong_in_different_ways_look_alike() {
    Tokens revoked = client.signIn();
    client.revoke(revoked.refreshToken());
    String genuine = client.signIn().access();
    String forged = genuine.substring(0, genuine.lastIndexOf('.') + 1) + NO_PROOF;
    Tokens expired = client.signIn();
    proxy.clock().pass(Duration.ofSeconds(expired.expiresIn()));

    assertAlike(
        List.of(
            Answers.refused(proxy.call(revoked.access())),
            Answers.refused(proxy.call(forged)),
            Answers.refused(proxy.call("garbage")),
            Answers.refused(proxy.call(expired.access()))),
        401);
  }

  @Test
  void s31_revoking_tells_nothing_of_a_token() {
    Tokens mine = client.signIn();
    TestClient other = TestClient.register(proxy, TestClient.WEB);
    Tokens others = other.signIn();

    assertAlike(
        List.of(
            client.revoke("garbage"),
            client.revoke(NO_GRANT + ".0." + NO_PROOF),
            client.revoke(others.refreshToken()),
            client.revoke(mine.refreshToken()),
            client.revoke(mine.refreshToken())),
        200);
    assertThat(other.refresh(others.refreshToken()).status()).isEqualTo(200);
  }

  @Test
  void s31_every_wrong_way_to_prove_a_client_looks_alike() {
    Map<String, Object> registered =
        TestProxy.json(
            proxy.register(
                "{\"redirect_uris\":[\"%s\"],\"token_endpoint_auth_method\":\"%s\"}"
                    .formatted(TestClient.LOOPBACK, "client_secret_post")));
    String id = (String) registered.get("client_id");
    String secret = (String) registered.get("client_secret");

    assertAlike(
        List.of(
            proxy.post("/token", Map.of("client_id", id)),
            proxy.post("/token", Map.of("client_id", id, "client_secret", "x")),
            proxy.post("/token", Map.of("client_id", id, "client_secret", secret + "x")),
            proxy.post("/token", Map.of("client_id", id, "client_secret", secret.substring(1))),
            proxy.post("/token", Map.of("client_id", "unknown", "client_secret", secret)),
            proxy.post("/token", Map.of("client_id", "unknown"))),
        401);
  }

  private static void assertAlike(List<HttpResponse> answers, int status) {
    HttpResponse first = answers.getFirst();
    assertThat(first.status()).isEqualTo(status);
    for (HttpResponse answer : answers) {
      assertThat(answer.status()).isEqualTo(status);
      assertThat(TestBrowser.text(answer)).isEqualTo(TestBrowser.text(first));
      assertThat(answer.headers().asMap()).isEqualTo(first.headers().asMap());
    }
  }
}
