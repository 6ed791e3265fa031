package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.ProxySettings.ConsentMode;
import dev.oidcproxy.application.flow.admin.GrantQuery;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.domain.grant.Identity;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.testkit.FakeIdentityProvider;
import dev.oidcproxy.testkit.FormText;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestBrowser.ConsentForm;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Alice approved in this browser, and then Bob signs in: attack S6 at the callback. */
class AnotherPersonTest {

  private static final Identity BOB = person(FakeIdentityProvider.ISSUER, "bob");

  private final TestProxy proxy = TestProxy.of(TestSettings.simple().consent(ConsentMode.REMEMBER));
  private final TestClient client = TestClient.register(proxy);
  private final TestBrowser browser = proxy.browser();

  private static Identity person(String issuer, String subject) {
    return new Identity(
        issuer,
        subject,
        Optional.empty(),
        Optional.empty(),
        Optional.of(subject + "@example.com"),
        true,
        List.of());
  }

  @BeforeEach
  void alice_approved_here() {
    client.answer(browser, Map.of());
    proxy.world().events().clear();
  }

  private URI signedIn(Identity person) {
    String login = browser.start(client.authorizeUrl()).headers().first("Location").orElseThrow();
    return proxy.provider().signIn(URI.create(login), person);
  }

  private ConsentForm bobsPage() {
    return browser.consentPage(signedIn(BOB).toString());
  }

  @Tag("S6")
  @Test
  void s6_another_user_is_asked_before_a_code_exists() {
    HttpResponse page = browser.open(signedIn(BOB).toString());

    Answers.assertPage(page, 200);
    assertThat(TestBrowser.text(page)).contains("bob@example.com").doesNotContain("alice");
    assertThat(proxy.world().events()).noneMatch(ProxyEvent.LoginCompleted.class::isInstance);
  }

  @Tag("S6")
  @Test
  void s6_the_same_name_at_another_issuer_is_another_user() {
    HttpResponse page = browser.open(signedIn(person("https://other.example", "alice")).toString());

    Answers.assertPage(page, 200);
  }

  @Test
  void who_approves_gets_the_code_without_another_login_and_is_remembered_too() {
    String location = browser.approve(bobsPage());

    assertThat(client.redeem(FormText.query(location).get("code")).status()).isEqualTo(200);
    assertThat(proxy.provider().exchanges()).isEqualTo(2);
    assertThat(TestClient.comeBack(browser, signedIn(BOB))).contains("code=");
    assertThat(TestClient.comeBack(browser, signedIn(FakeIdentityProvider.ALICE)))
        .contains("code=");
  }

  @Test
  void who_denies_gets_nothing_and_the_provider_takes_its_tokens_back() {
    ConsentForm form = bobsPage();

    String location = browser.deny(form);

    Answers.assertSentBack(location, "access_denied", TestClient.STATE);
    assertThat(browser.approve(form)).isEqualTo(location);
    assertThat(browser.deny(form)).isEqualTo(location);
    proxy.world().scheduler().work();
    assertThat(proxy.provider().revoked()).hasSize(1);
    assertThat(proxy.world().events())
        .filteredOn(ProxyEvent.ConsentDenied.class::isInstance)
        .hasSize(1);
  }

  @Tag("S4")
  @Test
  void s4_a_double_click_gets_the_same_code_twice_and_it_is_good_once() {
    ConsentForm form = bobsPage();

    List<String> locations = Answers.atOnce(20, () -> browser.approve(form));

    assertThat(locations).containsOnly(locations.getFirst());
    assertThat(browser.deny(form)).isEqualTo(locations.getFirst());
    String code = FormText.query(locations.getFirst()).get("code");
    assertThat(client.redeem(code).status()).isEqualTo(200);
    Answers.assertPage(browser.post(form.action(), form.answered("approve")), 200);
    Answers.assertPage(browser.visit(form.action() + "?transaction=" + form.transaction()), 200);
    assertThat(proxy.world().events())
        .filteredOn(ProxyEvent.LoginCompleted.class::isInstance)
        .hasSize(1);
  }

  @Test
  void two_flows_and_two_renders_at_once_are_each_asked_and_answered() {
    URI first = signedIn(BOB);
    ConsentForm second = bobsPage();
    ConsentForm one = browser.consentPage(first.toString());
    ConsentForm again = browser.consentPage(first.toString());

    assertThat(browser.approve(second)).contains("code=");
    assertThat(browser.approve(again)).contains("code=").isEqualTo(browser.approve(one));
  }

  @Test
  void the_same_callback_again_leads_to_the_page_again() {
    URI answer = signedIn(BOB);
    browser.open(answer.toString());

    ConsentForm again = browser.consentPage(answer.toString());

    assertThat(browser.approve(again)).contains("code=");
    assertThat(proxy.provider().exchanges()).isEqualTo(2);
  }

  @Tag("S4")
  @Test
  void s4_the_page_answers_to_its_own_browser_and_token_only() {
    ConsentForm form = bobsPage();
    Map<String, String> forged = form.answered("approve");
    forged.put("csrf", "wrong");

    Answers.assertPage(browser.post(form.action(), forged), 403);
    Answers.assertPage(proxy.browser().post(form.action(), form.answered("approve")), 403);
    Answers.assertPage(
        proxy.browser().visit(form.action() + "?transaction=" + form.transaction()), 403);
    assertThat(proxy.world().events()).noneMatch(ProxyEvent.LoginCompleted.class::isInstance);
  }

  @Test
  void a_page_left_open_too_long_is_over_and_gives_no_code() {
    ConsentForm form = bobsPage();
    proxy.clock().pass(Duration.ofMinutes(15));

    Answers.assertPage(browser.post(form.action(), form.answered("approve")), 400);
  }

  @Test
  void when_nobody_answers_the_provider_takes_its_tokens_back() {
    bobsPage();
    proxy.world().scheduler().work();
    assertThat(proxy.provider().revoked()).isEmpty();

    proxy.clock().pass(Duration.ofMinutes(15));
    proxy.world().scheduler().work();

    assertThat(proxy.provider().revoked()).hasSize(1);
  }

  @Test
  void when_somebody_approved_in_time_the_provider_is_asked_nothing() {
    String location = browser.approve(bobsPage());
    Tokens tokens = Tokens.of(client.redeem(FormText.query(location).get("code")));
    proxy.clock().pass(Duration.ofMinutes(15));

    proxy.world().scheduler().work();

    assertThat(proxy.provider().revoked()).isEmpty();
    Answers.admitted(proxy.call(tokens.access()));
  }

  @Test
  void a_login_that_waits_for_its_page_ends_with_its_persons_grants() {
    ConsentForm form = bobsPage();
    var administration = proxy.proxy().administration();

    GrantQuery bob =
        new GrantQuery(Optional.empty(), Optional.of("bob"), Optional.empty(), Optional.empty());
    assertThat(administration.revokeGrants().revoke(bob).count()).isOne();

    Answers.assertPage(browser.post(form.action(), form.answered("approve")), 400);
  }
}
