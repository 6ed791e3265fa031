package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.IdentityMode;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefreshTest {

  private static final Duration WINDOW = Duration.ofSeconds(30);

  private final TestProxy proxy =
      TestProxy.of(TestSettings.simple().validScopes("read", "write").reuseWindow(WINDOW));
  private final TestClient client = TestClient.register(proxy);

  @Test
  void each_refresh_gives_a_new_refresh_token() {
    Tokens first = client.signIn();
    Tokens second = refreshed(first);
    Tokens third = refreshed(second);

    assertThat(first.refreshToken()).isNotEqualTo(second.refreshToken());
    assertThat(second.refreshToken()).isNotEqualTo(third.refreshToken());
  }

  @Test
  void s13_a_lost_answer_is_given_again_however_late() {
    Tokens first = client.signIn();
    Tokens lost = refreshed(first);
    proxy.clock().pass(Duration.ofDays(30));

    Tokens again = refreshed(first);

    assertThat(again.refreshToken()).isEqualTo(lost.refreshToken());
    Answers.admitted(proxy.call(again.access()));
  }

  @Test
  void s13_inside_the_window_an_older_token_gets_the_newest_one() {
    Tokens first = client.signIn();
    Tokens second = refreshed(first);
    Tokens third = refreshed(second);
    proxy.clock().pass(WINDOW.minusSeconds(1));

    assertThat(refreshed(first).refreshToken()).isEqualTo(third.refreshToken());
    assertThat(refreshed(second).refreshToken()).isEqualTo(third.refreshToken());
  }

  @Test
  void s12_after_the_window_an_older_token_ends_the_family() {
    Tokens first = client.signIn();
    Tokens second = refreshed(first);
    Tokens third = refreshed(second);
    proxy.clock().pass(WINDOW);

    Answers.assertRefused(client.refresh(first.refreshToken()), 400, "invalid_grant");

    Answers.assertRefused(client.refresh(third.refreshToken()), 400, "invalid_grant");
    assertThat(Answers.refused(proxy.call(third.access())).status()).isEqualTo(401);
    assertThat(proxy.world().events())
        .filteredOn(ProxyEvent.GrantRevoked.class::isInstance)
        .extracting(event -> ((ProxyEvent.GrantRevoked) event).reason())
        .containsExactly(ProxyEvent.Reason.REFRESH_TOKEN_REPLAYED);
  }

  @Test
  void s12_the_use_of_its_access_token_starts_a_generations_window_too() {
    Tokens first = client.signIn();
    Tokens second = refreshed(first);
    Answers.admitted(proxy.call(second.access()));
    proxy.clock().pass(WINDOW);

    Answers.assertRefused(client.refresh(first.refreshToken()), 400, "invalid_grant");
    Answers.assertRefused(client.refresh(second.refreshToken()), 400, "invalid_grant");
  }

  @Test
  void s12_a_token_many_generations_old_ends_the_family() {
    Tokens first = client.signIn();
    Tokens newest = first;
    for (int i = 0; i < 5; i++) {
      newest = refreshed(newest);
      proxy.clock().pass(WINDOW);
    }

    Answers.assertRefused(client.refresh(first.refreshToken()), 400, "invalid_grant");
    Answers.assertRefused(client.refresh(newest.refreshToken()), 400, "invalid_grant");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.%s", "1.%s", "999999999.%s", "0.AAAA", "x"})
  void s12_garbage_with_a_valid_grant_id_has_no_effect(String rest) {
    Tokens tokens = client.signIn();
    String grant = tokens.refreshToken().substring(0, 22);

    Answers.assertRefused(
        client.refresh(grant + "." + rest.formatted("A".repeat(43))), 400, "invalid_grant");

    assertThat(client.refresh(tokens.refreshToken()).status()).isEqualTo(200);
  }

  @Test
  @Tag("S14")
  void s14_another_client_gets_nothing_and_ends_nothing() {
    Tokens first = client.signIn();
    Tokens newest = refreshed(refreshed(first));
    proxy.clock().pass(WINDOW);
    TestClient other = TestClient.register(proxy, TestClient.WEB);

    Answers.assertRefused(other.refresh(newest.refreshToken()), 400, "invalid_grant");
    Answers.assertRefused(other.refresh(first.refreshToken()), 400, "invalid_grant");
    assertThat(client.refresh(newest.refreshToken()).status()).isEqualTo(200);
  }

  @Test
  @Tag("S14")
  void s14_scopes_may_be_narrowed_and_come_back() {
    Tokens tokens = client.signIn(Map.of("scope", "read"));

    Tokens narrow = Tokens.of(client.refresh(tokens.refreshToken(), Map.of("scope", "openid")));

    assertThat(narrow.scope()).isEqualTo("openid");
    assertThat(Jwts.claims(narrow.access())).containsEntry("scope", "openid");
    assertThat(refreshed(narrow).scope()).isEqualTo("read openid");
  }

  @ParameterizedTest
  @ValueSource(strings = {"write", "openid write", "made:up", "\"q\""})
  @Tag("S14")
  void s14_scopes_may_not_be_widened(String scope) {
    Tokens tokens = client.signIn(Map.of("scope", "read"));

    Answers.assertRefused(
        client.refresh(tokens.refreshToken(), Map.of("scope", scope)), 400, "invalid_scope");
    assertThat(client.refresh(tokens.refreshToken()).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"offline_access", "openid offline_access"})
  void offline_access_asked_for_again_widens_nothing(String scope) {
    Tokens tokens = client.signIn();

    assertThat(client.refresh(tokens.refreshToken(), Map.of("scope", scope)).status())
        .isEqualTo(200);
  }

  @Test
  @Tag("S14")
  void s14_the_resource_stays() {
    Tokens tokens = client.signIn();

    Answers.assertRefused(
        client.refresh(tokens.refreshToken(), Map.of("resource", "https://evil.example")),
        400,
        "invalid_target");
    assertThat(
            client
                .refresh(tokens.refreshToken(), Map.of("resource", "https://proxy.example/mcp"))
                .status())
        .isEqualTo(200);
  }

  @Test
  @Tag("S14")
  void s14_the_resource_is_not_switched_to_another_of_ours() {
    TestProxy two =
        TestProxy.of(
            TestSettings.bare()
                .resource("/a", IdentityMode.NONE)
                .resource("/b", IdentityMode.NONE));
    TestClient caller = TestClient.register(two);
    Tokens tokens = caller.signIn(Map.of("resource", "https://proxy.example/a"));

    Answers.assertRefused(
        caller.refresh(tokens.refreshToken(), Map.of("resource", "https://proxy.example/b")),
        400,
        "invalid_target");
    assertThat(Jwts.claims(Tokens.of(caller.refresh(tokens.refreshToken())).access()))
        .containsEntry("aud", "https://proxy.example/a");
  }

  private Tokens refreshed(Tokens tokens) {
    return Tokens.of(client.refresh(tokens.refreshToken()));
  }
}
