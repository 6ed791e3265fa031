package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oidcproxy.application.config.ProtectedResource;
import dev.oidcproxy.application.gateway.Admission;
import dev.oidcproxy.application.gateway.Presented;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.domain.port.TokenExchange.Reason;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.testkit.FakeExchange;
import dev.oidcproxy.testkit.Hold;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A backend gets a token for the API behind it, on behalf of whoever calls. */
@Timeout(20)
class OnBehalfOfTest {

  private static final String READ = "https://graph.example/User.Read";

  private final TestProxy proxy = TestProxy.of(TestSettings.bare().onBehalfOf("/mcp", READ));
  private final FakeExchange exchange = proxy.provider().exchange();
  private final TestClient client = TestClient.register(proxy);
  private final Tokens tokens = client.signIn();

  @Test
  void the_backend_gets_that_token_and_nothing_else() {
    assertThat(headers())
        .isEqualTo(Map.of("Authorization", "Bearer canary-exchanged-1-for-" + READ));
    assertThat(exchange.asked())
        .singleElement()
        .satisfies(asked -> {
          assertThat(asked.accessToken().reveal()).startsWith("canary-upstream-access-");
          assertThat(asked.target().scope()).containsExactly(new Scope(READ));
        });
  }

  @Test
  void a_token_that_is_known_takes_no_time() {
    assertThat(atOnce()).isEmpty();
    headers();

    assertThat(atOnce()).isPresent();
    assertThat(exchange.asked()).hasSize(1);
  }

  @Test
  void one_exchange_serves_for_as_long_as_its_token_lives() {
    for (int minute = 0; minute < 45; minute++) {
      headers();
      proxy.clock().pass(Duration.ofMinutes(1));
    }

    assertThat(exchange.asked()).hasSize(1);
  }

  @Test
  void a_refresh_of_our_tokens_asks_for_no_other() {
    headers();
    Tokens next = Tokens.of(client.refresh(tokens.refreshToken()));

    assertThat(headers(next))
        .containsEntry("Authorization", "Bearer canary-exchanged-1-for-" + READ);
    assertThat(exchange.asked()).hasSize(1);
  }

  @Test
  void it_is_renewed_before_it_ends_even_where_nothing_else_would_be_asked() {
    exchange.tokensLast(Optional.of(Duration.ofSeconds(50)));
    headers();
    proxy.clock().pass(Duration.ofSeconds(39));
    assertThat(atOnce()).isPresent();
    proxy.clock().pass(Duration.ofSeconds(2));

    assertThat(atOnce()).isEmpty();
    assertThat(headers()).containsEntry("Authorization", "Bearer canary-exchanged-2-for-" + READ);
  }

  @Test
  void a_token_whose_life_is_unknown_is_believed_for_minutes_only() {
    exchange.tokensLast(Optional.empty());
    headers();
    proxy.clock().pass(Duration.ofMinutes(3));
    headers();
    proxy.clock().pass(Duration.ofMinutes(2));
    headers();

    assertThat(exchange.asked()).hasSize(2);
  }

  @Test
  @Tag("F10")
  void f10_of_a_hundred_requests_at_once_one_asks_the_provider() {
    assertThat(Answers.atOnce(100, () -> proxy.call(tokens.access())))
        .allSatisfy(admission -> assertThat(admission).isInstanceOf(Admission.Admitted.class));
    assertThat(exchange.asked()).hasSize(1);
  }

  @Test
  void while_one_renews_early_all_others_use_what_still_holds() throws Exception {
    headers();
    proxy.clock().pass(Duration.ofMinutes(59).plusSeconds(1));
    Hold hold = exchange.hold();
    Thread renewing = Thread.startVirtualThread(() -> proxy.call(tokens.access()));
    hold.awaitArrival();

    assertThat(headers()).containsEntry("Authorization", "Bearer canary-exchanged-1-for-" + READ);
    hold.release();
    renewing.join();
    proxy.clock().pass(Duration.ofSeconds(5));

    assertThat(headers()).containsEntry("Authorization", "Bearer canary-exchanged-2-for-" + READ);
    assertThat(exchange.asked()).hasSize(2);
  }

  @Test
  @Tag("F3")
  void f3_trouble_with_the_provider_is_503_and_never_401() {
    exchange.goDown();
    HttpResponse response = Answers.refused(proxy.call(tokens.access()));

    Answers.assertRefused(response, 503, "temporarily_unavailable");
    assertThat(response.headers().first("Retry-After")).isPresent();
    assertThat(proxy.world().events()).contains(new ProxyEvent.UpstreamUnavailable("exchange"));

    exchange.comeBack();
    headers();
  }

  @Test
  @Tag("F3")
  void f3_trouble_at_an_early_renewal_is_nobodys_concern_and_no_storm() {
    exchange.tokensLast(Optional.of(Duration.ofMinutes(10)));
    headers();
    proxy.clock().pass(Duration.ofMinutes(9).plusSeconds(30));
    exchange.goDown();

    assertThat(headers()).containsEntry("Authorization", "Bearer canary-exchanged-1-for-" + READ);
    headers();
    assertThat(exchange.asked()).hasSize(2);

    proxy.clock().pass(Duration.ofSeconds(30));
    Answers.assertRefused(
        Answers.refused(proxy.call(tokens.access())), 503, "temporarily_unavailable");
  }

  @Test
  void a_refusal_is_a_clear_answer_that_sends_nobody_to_sign_in_again() {
    for (Reason reason : Reason.values()) {
      exchange.refuse(reason, "refused");
      HttpResponse response = Answers.refused(proxy.call(tokens.access()));

      Answers.assertRefused(response, 403, "access_denied");
      assertThat(response.headers().first("WWW-Authenticate")).isEmpty();
      assertThat(TestProxy.json(response).get("error_description").toString())
          .contains("API behind it");
      proxy.clock().pass(Duration.ofSeconds(30));
    }
    assertThat(proxy.world().events())
        .contains(new ProxyEvent.AccessRefused("on_behalf_of CONSENT"));
  }

  @Test
  void a_refusal_is_asked_for_again_after_half_a_minute_and_not_before() {
    exchange.refuse(Reason.CONSENT, "AADSTS65001: grant admin consent");
    try (LogLines log = new LogLines()) {
      for (int i = 0; i < 5; i++) {
        Answers.refused(proxy.call(tokens.access()));
      }
      assertThat(exchange.asked()).hasSize(1);
      assertThat(log.explanations())
          .containsExactly(
              "no token on behalf of a caller of /mcp: AADSTS65001: grant admin consent");
    }
    exchange.comeBack();
    Answers.refused(proxy.call(tokens.access()));
    proxy.clock().pass(Duration.ofSeconds(30));

    headers();
  }

  @Test
  @Tag("S15")
  void s15_each_resource_gets_its_own_token_and_no_other() {
    TestProxy two =
        TestProxy.of(TestSettings.bare().onBehalfOf("/a", "a.read").onBehalfOf("/b", "b.read"));
    ProtectedResource a = two.settings().protectedResources().get(0);
    ProtectedResource b = two.settings().protectedResources().get(1);
    TestClient both = TestClient.register(two);
    String forA = both.signIn(Map.of("resource", "https://proxy.example/a")).access();
    String forB = both.signIn(Map.of("resource", "https://proxy.example/b")).access();

    assertThat(bearer(two, a, forA)).endsWith("-for-a.read");
    assertThat(bearer(two, b, forB)).endsWith("-for-b.read");
    Answers.assertRefused(
        Answers.refused(two.call(a, forB, Optional.empty())), 401, "invalid_token");
    Answers.assertRefused(
        Answers.refused(two.call(b, forA, Optional.empty())), 401, "invalid_token");
    assertThat(two.provider().exchange().asked()).hasSize(2);
  }

  @Test
  @Tag("S15")
  void s15_nobody_gets_the_token_of_somebody_else() {
    Tokens others = TestClient.register(proxy).signIn();
    String mine = headers().get("Authorization");

    assertThat(headers(others).get("Authorization")).isNotEqualTo(mine);
    assertThat(headers().get("Authorization")).isEqualTo(mine);
    assertThat(exchange.asked())
        .extracting(FakeExchange.Asked::accessToken)
        .doesNotHaveDuplicates();
  }

  @Test
  void a_sign_in_that_ended_gets_no_token_any_more() {
    headers();
    client.revoke(tokens.refreshToken());

    Answers.assertRefused(Answers.refused(proxy.call(tokens.access())), 401, "invalid_token");
    assertThat(exchange.asked()).hasSize(1);
  }

  @Test
  void for_what_may_not_pass_the_provider_is_not_asked() {
    HttpResponse response =
        Answers.refused(proxy.call(proxy.resource(), tokens.access(), Optional.of("foreign")));

    assertThat(response.status()).isEqualTo(404);
    assertThat(exchange.asked()).isEmpty();
  }

  @Test
  void a_provider_that_cannot_is_a_problem_at_the_start() {
    exchange.object("wants one API at a time");
    assertThatThrownBy(this::another)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("on_behalf_of of /mcp: the provider wants one API at a time");
    exchange.disappear();
    assertThatThrownBy(this::another)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot get tokens of other APIs");
  }

  @Test
  @Tag("S32")
  void s32_no_token_is_in_a_log() {
    exchange.tokensLast(Optional.of(Duration.ofMinutes(10)));
    try (LogLines log = new LogLines()) {
      headers();
      proxy.clock().pass(Duration.ofMinutes(9).plusSeconds(30));
      exchange.goDown();
      headers();
      proxy.clock().pass(Duration.ofSeconds(30));
      Answers.refused(proxy.call(tokens.access()));

      assertThat(log.all()).contains("did not answer").doesNotContain("canary");
    }
  }

  private TestProxy another() {
    return new TestProxy(
        proxy.world(), TestSettings.bare().onBehalfOf("/mcp", READ), TestProxy.HS256);
  }

  private Optional<Admission> atOnce() {
    return proxy
        .proxy()
        .gate()
        .admitAtOnce(
            new Presented(
                proxy.resource(), List.of("Bearer " + tokens.access()), "", Optional.empty()));
  }

  private Map<String, String> headers() {
    return headers(tokens);
  }

  private Map<String, String> headers(Tokens of) {
    return Answers.admitted(proxy.call(of.access())).headers();
  }

  private static String bearer(TestProxy at, ProtectedResource resource, String token) {
    return Answers.admitted(at.call(resource, token, Optional.empty()))
        .headers()
        .get("Authorization");
  }
}
