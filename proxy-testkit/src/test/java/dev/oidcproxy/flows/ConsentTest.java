package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.ProxySettings.ConsentMode;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.testkit.FormText;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestBrowser.ConsentForm;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsentTest {

  private final TestProxy proxy = TestProxy.simple();
  private final TestClient client = TestClient.register(proxy);
  private final TestBrowser browser = proxy.browser();

  @Tag("S1")
  @Test
  void s1_nothing_goes_to_the_provider_before_a_person_approved() {
    HttpResponse page = browser.open(client.authorizeUrl());

    Answers.assertPage(page, 200);
    assertThat(page.headers().all("Set-Cookie")).isNotEmpty();
    assertThat(proxy.world().events()).noneMatch(ProxyEvent.LoginStarted.class::isInstance);
  }

  /** Whoever opens the address, and whatever the provider remembers of them. */
  @Tag("S1")
  @ParameterizedTest
  @EnumSource(
      value = ConsentMode.class,
      names = {"ALWAYS", "REMEMBER"})
  void s1_a_new_client_gets_the_page_and_neither_an_upstream_redirect_nor_a_code(ConsentMode mode) {
    DocumentHost host = new DocumentHost();
    host.serve(DocumentHost.CLIENT, DocumentHost.document(TestClient.WEB, ""));
    TestProxy asking = host.proxy(TestSettings.simple().consent(mode));
    TestClient known = TestClient.register(asking);
    TestBrowser visitor = asking.browser();
    known.answer(visitor, Map.of());
    asking.world().events().clear();

    for (TestClient newcomer :
        List.of(
            TestClient.register(asking, TestClient.WEB),
            new TestClient(asking, DocumentHost.CLIENT, TestClient.WEB))) {
      HttpResponse answer = visitor.start(newcomer.authorizeUrl());
      String next = answer.headers().first("Location").orElseThrow();
      assertThat(next).startsWith("https://proxy.example/consent?transaction=");
      Answers.assertPage(visitor.start(next), 200);
    }
    assertThat(asking.world().events()).noneMatch(ProxyEvent.LoginStarted.class::isInstance);
    assertThat(asking.provider().exchanges()).isOne();
  }

  @Test
  void approval_leads_to_the_provider_by_a_page_of_ours() {
    String login = browser.approve(browser.consentPage(client.authorizeUrl()));

    assertThat(login).startsWith("https://provider.example/authorize?");
    assertThat(FormText.query(login).get("redirect_uri"))
        .isEqualTo("https://proxy.example/auth/callback");
  }

  @Test
  void a_refusal_is_told_to_the_client_and_ends_it() {
    ConsentForm form = browser.consentPage(client.authorizeUrl());

    String location = browser.deny(form);

    assertThat(location).startsWith(TestClient.LOOPBACK);
    Answers.assertSentBack(location, "access_denied", TestClient.STATE);
    assertThat(browser.approve(form)).isEqualTo(location);
    assertThat(proxy.provider().exchanges()).isZero();
  }

  @Tag("S4")
  @ParameterizedTest
  @ValueSource(strings = {"", "wrong", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
  void s4_an_answer_without_the_pages_token_counts_for_nothing(String csrf) {
    ConsentForm form = browser.consentPage(client.authorizeUrl());
    Map<String, String> forged = form.answered("approve");
    forged.put("csrf", csrf);

    Answers.assertPage(browser.post(form.action(), forged), 403);
    assertThat(browser.open(client.authorizeUrl()).status()).isEqualTo(200);
  }

  @Tag("S4")
  @Test
  void s4_an_answer_with_another_browsers_token_counts_for_nothing() {
    ConsentForm victims = browser.consentPage(client.authorizeUrl());
    ConsentForm attackers = proxy.browser().consentPage(client.authorizeUrl());
    Map<String, String> mixed = victims.answered("approve");
    mixed.put("csrf", attackers.hidden().get("csrf"));

    Answers.assertPage(browser.post(victims.action(), mixed), 403);
    Answers.assertPage(browser.post(attackers.action(), attackers.answered("approve")), 403);
  }

  @Tag("S4")
  @Test
  void s4_the_token_of_one_page_does_not_answer_another() {
    ConsentForm one = browser.consentPage(client.authorizeUrl());
    ConsentForm other = browser.consentPage(client.authorizeUrl());
    Map<String, String> mixed = one.answered("approve");
    mixed.put("transaction", other.transaction());

    Answers.assertPage(browser.post(one.action(), mixed), 403);
  }

  @Tag("S4")
  @ParameterizedTest
  @CsvSource({
    "Origin,https://evil.example",
    "Origin,null",
    "Origin,http://proxy.example",
    "Origin,https://proxy.example:8443",
    "Sec-Fetch-Site,cross-site",
    "Sec-Fetch-Site,same-site"
  })
  void s4_an_answer_that_another_site_posts_counts_for_nothing(String header, String value) {
    ConsentForm form = browser.consentPage(client.authorizeUrl());

    Answers.assertPage(
        browser.post(form.action(), form.answered("approve"), Map.of(header, value)), 403);
  }

  @Test
  void an_old_browser_that_sends_neither_header_is_known_by_the_pages_token() {
    ConsentForm form = browser.consentPage(client.authorizeUrl());

    HttpResponse answer = browser.post(form.action(), form.answered("approve"), Map.of());

    assertThat(TestBrowser.forwardedTo(answer)).startsWith("https://provider.example/");
  }

  @Test
  void the_origin_is_compared_as_a_browser_writes_it() {
    TestProxy shouting = TestProxy.of(TestSettings.simple().baseUrl("https://Proxy.Example:443"));
    TestBrowser visitor = shouting.browser();
    ConsentForm form = visitor.consentPage(TestClient.register(shouting).authorizeUrl());

    HttpResponse answer =
        visitor.post(
            form.action(),
            form.answered("approve"),
            Map.of("Origin", "https://proxy.example", "Sec-Fetch-Site", "same-origin"));

    assertThat(answer.status()).isEqualTo(200);
  }

  @Tag("S4")
  @Test
  void s4_a_double_click_gets_the_same_answer_twice() {
    ConsentForm form = browser.consentPage(client.authorizeUrl());

    String first = browser.approve(form);

    assertThat(browser.approve(form)).isEqualTo(first);
    assertThat(browser.deny(form)).isEqualTo(first);
  }

  @Tag("S4")
  @Test
  void s4_two_tabs_of_one_page_both_work() {
    String url = client.authorizeUrl();
    String consent = browser.visit(url).headers().first("Location").orElseThrow();
    ConsentForm left = TestBrowser.form(browser.visit(consent));
    ConsentForm right = TestBrowser.form(browser.visit(consent));

    assertThat(left.hidden().get("csrf")).isNotEqualTo(right.hidden().get("csrf"));
    assertThat(browser.approve(left)).isEqualTo(browser.approve(right));
  }

  @Tag("S4")
  @Test
  void s4_parallel_flows_do_not_disturb_each_other() {
    TestClient other = TestClient.register(proxy, TestClient.WEB);
    ConsentForm one = browser.consentPage(client.authorizeUrl());
    ConsentForm two = browser.consentPage(other.authorizeUrl());

    URI second = URI.create(browser.approve(two));
    URI first = URI.create(browser.approve(one));

    assertThat(TestClient.comeBack(browser, proxy.provider().signIn(first)))
        .startsWith(TestClient.LOOPBACK + "?code=");
    assertThat(TestClient.comeBack(browser, proxy.provider().signIn(second)))
        .startsWith(TestClient.WEB + "?code=");
  }

  @Test
  void an_answer_that_is_neither_yes_nor_no_shows_the_page_again() {
    ConsentForm form = browser.consentPage(client.authorizeUrl());
    Map<String, String> unclear = new LinkedHashMap<>(form.hidden());

    assertThat(TestBrowser.form(browser.post(form.action(), unclear)).transaction())
        .isEqualTo(form.transaction());
  }

  @Test
  void a_page_left_open_too_long_is_over() {
    ConsentForm form = browser.consentPage(client.authorizeUrl());
    proxy.clock().pass(Duration.ofMinutes(15));

    Answers.assertPage(browser.post(form.action(), form.answered("approve")), 400);
  }

  @Test
  void another_browser_never_sees_the_page() {
    ConsentForm form = browser.consentPage(client.authorizeUrl());

    Answers.assertPage(
        proxy.browser().visit(form.action() + "?transaction=" + form.transaction()), 403);
  }

  @Test
  void a_provider_that_is_down_gets_a_page_and_the_person_may_try_again() {
    ConsentForm form = browser.consentPage(client.authorizeUrl());
    proxy.provider().conduct().goDown();

    HttpResponse page = browser.post(form.action(), form.answered("approve"));
    Answers.assertPage(page, 503);
    assertThat(page.headers().first("Retry-After")).isPresent();

    proxy.provider().conduct().comeBack();
    assertThat(browser.approve(form)).startsWith("https://provider.example/");
  }
}
