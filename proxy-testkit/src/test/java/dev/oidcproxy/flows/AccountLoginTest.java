package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.testkit.FakeIdentityProvider;
import dev.oidcproxy.testkit.FormText;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestProxy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The login that leads to the account page: bound, used once, and never a client's. */
class AccountLoginTest {

  private static final String APPS = "https://proxy.example/account/apps";

  private final TestProxy proxy = TestProxy.simple();
  private final TestBrowser browser = proxy.browser();

  private URI away() {
    return URI.create(browser.start(APPS).headers().first("Location").orElseThrow());
  }

  private static boolean holdsSession(TestBrowser visitor) {
    return visitor.cookies().containsKey("__Host-oidc-proxy-account");
  }

  @Test
  void it_asks_the_provider_as_strictly_as_any_login_by_the_one_redirect_uri() {
    Map<String, String> asked = FormText.query(away().toString());

    assertThat(asked)
        .containsEntry("redirect_uri", "https://proxy.example/auth/callback")
        .containsEntry("scope", "openid")
        .containsKeys("state", "nonce", "code_challenge");
  }

  @Tag("S2")
  @Test
  void s2_another_browser_gets_no_session_and_the_provider_is_not_asked() {
    URI answer = proxy.provider().signIn(away());
    TestBrowser victim = proxy.browser();

    Answers.assertPage(victim.visit(answer.toString()), 403);
    assertThat(holdsSession(victim)).isFalse();
    assertThat(proxy.provider().exchanges()).isZero();
    Answers.assertPage(browser.open(answer.toString()), 200);
  }

  @Test
  void another_state_burns_nothing_and_a_repeated_answer_opens_nothing_more() {
    String answer = proxy.provider().signIn(away()).toString();
    String forged = answer.replaceAll("(state=[^&.]*)\\.[^&]*", "$1.AAAA");

    Answers.assertPage(browser.visit(forged), 400);
    assertThat(browser.visit(answer).headers().first("Location")).contains(APPS);
    Answers.assertPage(browser.visit(answer), 200);
    assertThat(proxy.provider().exchanges()).isOne();
  }

  @Test
  void of_many_answers_at_once_one_opens_a_session() {
    URI answer = proxy.provider().signIn(away());

    List<Integer> statuses = Answers.atOnce(20, () -> browser.visit(answer.toString()).status());

    assertThat(statuses).containsOnlyOnce(302);
    assertThat(proxy.provider().exchanges()).isOne();
  }

  @Test
  void the_provider_refusing_or_not_to_be_believed_is_a_page_of_its_own() {
    HttpResponse refused = browser.visit(proxy.provider().refuse(away()).toString());
    URI answer = proxy.provider().signIn(away());
    proxy.provider().conduct().loseTrust();
    HttpResponse unverified = browser.visit(answer.toString());

    for (HttpResponse page : List.of(refused, unverified)) {
      Answers.assertPage(page, 403);
      assertThat(TestBrowser.text(page))
          .contains("You were not signed in", "href=\"" + APPS)
          .doesNotContain("canary");
    }
    assertThat(holdsSession(browser)).isFalse();
  }

  @Test
  void a_provider_that_is_down_is_a_page_that_says_so() {
    URI answer = proxy.provider().signIn(away());
    proxy.provider().conduct().goDown();

    Answers.assertPage(browser.visit(answer.toString()), 503);
    Answers.assertPage(proxy.browser().start(APPS), 503);
  }

  @Test
  void a_login_that_takes_too_long_is_over() {
    URI answer = proxy.provider().signIn(away());
    proxy.clock().pass(Duration.ofMinutes(15));

    assertThat(browser.visit(answer.toString()).status()).isNotEqualTo(302);
    assertThat(holdsSession(browser)).isFalse();
  }

  @Test
  void it_gives_no_client_anything_and_a_clients_login_opens_no_session() {
    TestClient client = TestClient.register(proxy);
    URI mine = proxy.provider().signIn(away());
    String theirs = browser.approve(browser.consentPage(client.authorizeUrl()));

    browser.open(mine.toString());
    assertThat(proxy.world().events()).noneMatch(ProxyEvent.LoginCompleted.class::isInstance);
    assertThat(proxy.world().events())
        .contains(new ProxyEvent.AccountOpened(FakeIdentityProvider.ALICE.subject()));
    browser.cookies().remove("__Host-oidc-proxy-account");

    assertThat(TestClient.comeBack(browser, proxy.provider().signIn(URI.create(theirs))))
        .contains("code=");
    assertThat(holdsSession(browser)).isFalse();
  }
}
