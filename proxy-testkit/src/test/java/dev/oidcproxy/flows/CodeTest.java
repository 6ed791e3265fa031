package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.IdentityMode;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodeTest {

  private final TestProxy proxy = TestProxy.simple();
  private final TestClient client = TestClient.register(proxy);

  @Test
  void s9_a_code_is_redeemed_only_once_and_its_replay_ends_what_came_of_it() {
    String code = client.code();
    Tokens tokens = Tokens.of(client.redeem(code));
    Answers.admitted(proxy.call(tokens.access()));

    Answers.assertRefused(client.redeem(code), 400, "invalid_grant");

    Answers.assertRefused(Answers.refused(proxy.call(tokens.access())), 401, "invalid_token");
    Answers.assertRefused(client.refresh(tokens.refreshToken()), 400, "invalid_grant");
    assertThat(reasons()).containsExactly(ProxyEvent.Reason.CODE_REPLAYED);
  }

  @Test
  void s9_of_a_hundred_redemptions_on_two_nodes_one_succeeds() {
    TestProxy second = new TestProxy(proxy.world(), TestSettings.simple(), TestProxy.HS256);
    String code = client.code();

    List<HttpResponse> here = Answers.atOnce(50, () -> client.redeem(code));
    List<HttpResponse> there = Answers.atOnce(50, () -> client.at(second).redeem(code));

    assertThat(here).extracting(HttpResponse::status).containsOnlyOnce(200);
    assertThat(there).extracting(HttpResponse::status).containsOnly(400);
    String token =
        Tokens.of(here.stream().filter(r -> r.status() == 200).findFirst().get()).access();
    assertThat(Answers.refused(second.call(token)).status()).isEqualTo(401);
  }

  @Test
  void s9_a_replay_after_a_refresh_ends_the_newest_tokens_too() {
    String code = client.code();
    Tokens first = Tokens.of(client.redeem(code));
    Tokens second = Tokens.of(client.refresh(first.refreshToken()));

    client.redeem(code);

    Answers.assertRefused(client.refresh(second.refreshToken()), 400, "invalid_grant");
  }

  @ParameterizedTest
  @CsvSource({
    "code_verifier,another-verifier-0123456789-0123456789-0123456789,invalid_grant",
    "code_verifier,short,invalid_grant",
    "code_verifier,'',invalid_request",
    "redirect_uri,https://client.example/other,invalid_grant",
    "redirect_uri,http://127.0.0.1:4712/callback,invalid_grant",
    "resource,https://proxy.example/other,invalid_target",
    "code,'',invalid_request",
    "grant_type,'',invalid_request",
    "grant_type,password,unsupported_grant_type"
  })
  @Tag("S10")
  void s10_a_wrong_request_is_refused_and_the_right_one_still_works(
      String name, String value, String error) {
    String code = client.code();

    Answers.assertRefused(client.redeem(code, Map.of(name, value)), 400, error);

    assertThat(client.redeem(code).status()).isEqualTo(200);
  }

  @Test
  @Tag("S10")
  void s10_another_client_gets_nothing_and_ends_nothing() {
    TestClient other = TestClient.register(proxy, TestClient.WEB);
    String code = client.code();

    Answers.assertRefused(
        other.redeem(code, Map.of("redirect_uri", client.redirectUri())), 400, "invalid_grant");

    Tokens tokens = Tokens.of(client.redeem(code));
    Answers.assertRefused(
        other.redeem(code, Map.of("redirect_uri", client.redirectUri())), 400, "invalid_grant");
    Answers.admitted(proxy.call(tokens.access()));
  }

  @Test
  @Tag("S10")
  void s10_a_resource_narrows_nothing_but_to_what_was_authorized() {
    TestProxy two =
        TestProxy.of(
            TestSettings.bare()
                .resource("/a", IdentityMode.NONE)
                .resource("/b", IdentityMode.NONE));
    TestClient caller = TestClient.register(two);
    String code = caller.code(Map.of("resource", "https://proxy.example/a"));

    Answers.assertRefused(
        caller.redeem(code, Map.of("resource", "https://proxy.example/b")), 400, "invalid_target");
    assertThat(caller.redeem(code, Map.of("resource", "https://proxy.example/a/")).status())
        .isEqualTo(200);
  }

  @Test
  void the_redirect_uri_may_be_left_out_because_pkce_stands_in_for_it() {
    assertThat(client.redeem(client.code(), Map.of("redirect_uri", "")).status()).isEqualTo(200);
  }

  @Test
  void a_code_lives_five_minutes() {
    String early = client.code();
    proxy.clock().pass(Duration.ofMinutes(5).minusSeconds(1));
    assertThat(client.redeem(early).status()).isEqualTo(200);

    String late = client.code();
    proxy.clock().pass(Duration.ofMinutes(5));
    Answers.assertRefused(client.redeem(late), 400, "invalid_grant");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "..", "AAAAAAAAAAAAAAAAAAAAAA.x", "a b", "\u00e4"})
  void garbage_is_no_code(String code) {
    Answers.assertRefused(client.redeem(code), 400, "invalid_grant");
  }

  @Test
  void s17_a_refresh_token_is_no_code_and_a_code_is_no_refresh_token() {
    String code = client.code();
    Answers.assertRefused(client.refresh(code), 400, "invalid_grant");
    String proof = code.substring(code.indexOf('.') + 1);
    String grant = code.substring(0, code.indexOf('.'));

    Tokens tokens = Tokens.of(client.redeem(code));

    Answers.assertRefused(client.redeem(tokens.refreshToken()), 400, "invalid_grant");
    Answers.assertRefused(client.refresh(grant + ".0." + proof), 400, "invalid_grant");
    assertThat(client.refresh(tokens.refreshToken()).status()).isEqualTo(200);
  }

  @Test
  void a_parameter_that_comes_twice_is_refused() {
    String form = "grant_type=authorization_code&client_id=" + client.id() + "&code=a&code=b";

    Answers.assertRefused(proxy.post("/token", form, Map.of()), 400, "invalid_request");
  }

  @Test
  void a_body_that_is_no_form_is_refused() {
    Answers.assertRefused(
        proxy.send("POST", "/token", Map.of("Content-Type", "application/json"), "{}"),
        400,
        "invalid_request");
    Answers.assertRefused(proxy.send("POST", "/token", Map.of(), "a=b"), 400, "invalid_request");
    Answers.assertRefused(proxy.post("/token", "code=%zz", Map.of()), 400, "invalid_request");
  }

  @Test
  void an_unknown_client_is_unauthorized_and_not_a_bad_grant() {
    Answers.assertRefused(
        client.redeem(client.code(), Map.of("client_id", "unknown")), 401, "invalid_client");
    Answers.assertRefused(
        client.redeem(client.code(), Map.of("client_id", "")), 401, "invalid_client");
  }

  private List<ProxyEvent.Reason> reasons() {
    return proxy.world().events().stream()
        .filter(ProxyEvent.GrantRevoked.class::isInstance)
        .map(event -> ((ProxyEvent.GrantRevoked) event).reason())
        .toList();
  }
}
