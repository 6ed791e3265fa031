package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.gateway.Presented;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Row F1: what the store does not answer is 503, and never a reason to forget credentials. */
class StoreTroubleTest {

  private final TestProxy.World world = TestProxy.World.create(WatchedStore::new);
  private final WatchedStore store = (WatchedStore) world.store();
  private final TestProxy proxy = new TestProxy(world, TestSettings.simple(), TestProxy.HS256);
  private final TestClient client = TestClient.register(proxy);

  @Test
  void a_known_token_touches_no_store() {
    String token = client.signIn().access();
    Answers.admitted(proxy.call(token));
    store.calls().clear();

    assertThat(proxy.proxy().gate().admitAtOnce(presented(token))).isPresent();
    Answers.admitted(proxy.call(token));

    assertThat(store.calls()).isEmpty();
  }

  @Test
  void an_unknown_token_is_one_read_and_forgery_is_none() {
    String token = client.signIn().access();
    store.calls().clear();

    assertThat(proxy.proxy().gate().admitAtOnce(presented(token))).isEmpty();
    assertThat(store.calls()).isEmpty();
    Answers.admitted(proxy.call(token));
    assertThat(store.calls()).containsExactly("get grants");

    Answers.refused(proxy.call(token + "x"));
    assertThat(store.calls()).hasSize(1);
  }

  @Tag("F1")
  @Test
  void f1_a_known_token_is_served_for_a_minute_without_the_store() {
    String token = client.signIn().access();
    Answers.admitted(proxy.call(token));
    store.fail(true);
    proxy.clock().pass(Duration.ofSeconds(59));
    Answers.admitted(proxy.call(token));

    proxy.clock().pass(Duration.ofSeconds(1));

    var refused = Answers.refused(proxy.call(token));
    Answers.assertRefused(refused, 503, "temporarily_unavailable");
    assertThat(refused.headers().first("Retry-After")).isPresent();
    assertThat(refused.headers().first("WWW-Authenticate")).isEmpty();
  }

  @Tag("F1")
  @Test
  void f1_an_unknown_token_is_503() {
    String token = client.signIn().access();
    store.fail(true);

    Answers.assertRefused(Answers.refused(proxy.call(token)), 503, "temporarily_unavailable");

    store.fail(false);
    Answers.admitted(proxy.call(token));
  }

  @Tag("F1")
  @Test
  void f1_code_and_refresh_token_stay_good() {
    String code = client.code();
    store.fail(true);
    Answers.assertRefused(client.redeem(code), 503, "temporarily_unavailable");
    store.fail(false);
    Tokens tokens = Tokens.of(client.redeem(code));

    store.fail(true);
    Answers.assertRefused(client.refresh(tokens.refreshToken()), 503, "temporarily_unavailable");
    assertThat(client.revoke(tokens.refreshToken()).status()).isEqualTo(503);
    store.fail(false);
    assertThat(client.refresh(tokens.refreshToken()).status()).isEqualTo(200);
  }

  @Tag("F1")
  @Test
  void f1_people_get_a_page() {
    var browser = proxy.browser();
    var form = browser.consentPage(client.authorizeUrl());
    store.fail(true);

    Answers.assertPage(browser.visit(client.authorizeUrl()), 503);
    Answers.assertPage(browser.post(form.action(), form.answered("approve")), 503);
    store.fail(false);
    URI answer = proxy.provider().signIn(URI.create(browser.approve(form)));
    store.fail(true);
    Answers.assertPage(browser.visit(answer.toString()), 503);
    store.fail(false);
    assertThat(TestClient.comeBack(browser, answer)).contains("code=");
  }

  @Tag("F1")
  @Test
  void f1_registration_is_503_and_documents_need_no_store() {
    store.fail(true);

    Answers.assertRefused(
        proxy.register("{\"redirect_uris\":[\"https://new.example/\"]}"),
        503,
        "temporarily_unavailable");
    assertThat(proxy.get("/.well-known/oauth-authorization-server").status()).isEqualTo(200);
  }

  private Presented presented(String token) {
    return new Presented(proxy.resource(), List.of("Bearer " + token), "", Optional.empty());
  }
}
