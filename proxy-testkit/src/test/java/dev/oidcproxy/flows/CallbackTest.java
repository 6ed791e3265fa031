package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.testkit.FormText;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestBrowser.ConsentForm;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestProxy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackTest {

  private static final String CALLBACK = "https://proxy.example/auth/callback";

  private final TestProxy proxy = TestProxy.simple();
  private final TestClient client = TestClient.register(proxy);
  private final TestBrowser browser = proxy.browser();

  @Tag("S2")
  @Test
  void s2_another_browser_gets_no_code_and_the_provider_is_not_asked() {
    URI answer = proxy.provider().signIn(approved());

    Answers.assertPage(proxy.browser().visit(answer.toString()), 403);
    assertThat(proxy.provider().exchanges()).isZero();
    assertThat(TestClient.comeBack(browser, answer)).contains("code=");
  }

  @Tag("S2")
  @Test
  void s2_the_binding_is_checked_before_an_error_is_believed() {
    URI answer = proxy.provider().refuse(approved());

    Answers.assertPage(proxy.browser().visit(answer.toString()), 403);
    Answers.assertSentBack(TestClient.comeBack(browser, answer), "access_denied", TestClient.STATE);
  }

  @Tag("S3")
  @ParameterizedTest
  @ValueSource(strings = {"", ".", ".random", ".AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
  void s3_before_consent_there_is_no_state_that_could_be_presented(String random) {
    ConsentForm form = browser.consentPage(client.authorizeUrl());

    HttpResponse page = browser.visit(CALLBACK + "?code=x&state=" + form.transaction() + random);

    Answers.assertPage(page, 400);
    assertThat(proxy.provider().exchanges()).isZero();
    assertThat(browser.approve(form)).startsWith("https://provider.example/");
  }

  @Test
  void another_random_half_of_the_state_burns_nothing() {
    URI login = approved();
    String state = FormText.query(login.toString()).get("state");
    String forged = state.substring(0, state.length() - 1) + (state.endsWith("A") ? "B" : "A");

    Answers.assertPage(browser.visit(CALLBACK + "?code=x&state=" + forged), 400);
    assertThat(TestClient.comeBack(browser, proxy.provider().signIn(login))).contains("code=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?code=x", "?state=", "?state=x", "?state=.&code=x", "?error=x"})
  void a_callback_that_names_no_flow_is_a_page(String query) {
    Answers.assertPage(browser.visit(CALLBACK + query), 400);
  }

  @Test
  void a_repeated_parameter_is_refused_before_anything_is_used_up() {
    URI answer = proxy.provider().signIn(approved());

    Answers.assertPage(browser.visit(answer + "&code=other"), 400);
    assertThat(TestClient.comeBack(browser, answer)).contains("code=");
  }

  @Test
  void the_same_callback_again_says_that_all_is_well_and_asks_nobody() {
    URI answer = proxy.provider().signIn(approved());
    TestClient.comeBack(browser, answer);

    Answers.assertPage(browser.visit(answer.toString()), 200);
    Answers.assertPage(proxy.browser().visit(answer.toString()), 400);
    assertThat(proxy.provider().exchanges()).isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cursor://anysphere.cursor-mcp/callback", "com.example.app:/callback"})
  @Tag("S35")
  void s35_a_program_is_opened_by_a_page_that_stays(String redirectUri) {
    TestClient program = TestClient.register(proxy, redirectUri);
    URI login = URI.create(browser.approve(browser.consentPage(program.authorizeUrl())));

    HttpResponse page = browser.visit(proxy.provider().signIn(login).toString());

    Answers.assertPage(page, 200);
    assertThat(page.headers().all("Referrer-Policy")).containsExactly("no-referrer");
    assertThat(page.headers().first("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'; style-src 'sha256-");
    assertThat(page.headers().all("Cache-Control")).containsExactly("no-store");
    assertThat(TestBrowser.forwardedTo(page)).startsWith(redirectUri + "?code=");
    assertThat(FormText.query(TestBrowser.forwardedTo(page)))
        .containsEntry("state", TestClient.STATE)
        .containsEntry("iss", "https://proxy.example");
  }

  @Test
  void a_program_whose_sign_in_failed_is_opened_by_a_page_that_says_why() {
    TestClient program = TestClient.register(proxy, "cursor://anysphere.cursor-mcp/callback");
    URI login = URI.create(browser.approve(browser.consentPage(program.authorizeUrl())));

    HttpResponse page = browser.visit(proxy.provider().refuse(login).toString());

    Answers.assertSentBack(TestBrowser.forwardedTo(page), "access_denied", TestClient.STATE);
    assertThat(TestBrowser.text(page)).contains("refused or cancelled", "request-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {TestClient.LOOPBACK, TestClient.WEB})
  void a_server_of_the_clients_is_redirected_to(String redirectUri) {
    TestClient server = TestClient.register(proxy, redirectUri);
    URI login = URI.create(browser.approve(browser.consentPage(server.authorizeUrl())));

    HttpResponse answer = browser.visit(proxy.provider().signIn(login).toString());

    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.headers().all("Referrer-Policy")).containsExactly("no-referrer");
  }

  @Test
  void of_many_callbacks_at_once_one_goes_on() {
    URI answer = proxy.provider().signIn(approved());

    List<Integer> statuses = Answers.atOnce(50, () -> browser.visit(answer.toString()).status());

    assertThat(statuses).containsOnlyOnce(302);
    assertThat(proxy.provider().exchanges()).isOne();
  }

  @Tag("S30")
  @Test
  void s30_what_the_provider_says_is_told_in_our_words() {
    String location = TestClient.comeBack(browser, proxy.provider().refuse(approved()));

    assertThat(location).startsWith(TestClient.LOOPBACK).doesNotContain("canary");
    Answers.assertSentBack(location, "access_denied", TestClient.STATE);
    assertThat(proxy.world().events()).anyMatch(ProxyEvent.LoginFailed.class::isInstance);
  }

  @Tag("S30")
  @Test
  void s30_an_answer_that_does_not_hold_gives_no_code() {
    URI answer = proxy.provider().signIn(approved());
    proxy.provider().conduct().loseTrust();

    Answers.assertSentBack(TestClient.comeBack(browser, answer), "server_error", TestClient.STATE);
  }

  @Tag("S30")
  @Test
  void s30_an_answer_of_another_issuer_gives_no_code() {
    String answer = proxy.provider().signIn(approved()).toString();

    String mixedUp = answer.replaceAll("iss=[^&]*", "iss=https://evil.example");

    Answers.assertSentBack(
        TestClient.comeBack(browser, URI.create(mixedUp)), "server_error", TestClient.STATE);
  }

  @Tag("S30")
  @ParameterizedTest
  @ValueSource(strings = {"state=a.b", "state=", ""})
  void s30_phishing_text_in_an_error_is_never_shown(String state) {
    HttpResponse page =
        browser.visit(
            "https://proxy.example/auth/callback?error=call_0900&error_description="
                + "Your+account+is+locked,+call+0900&error_uri=https://evil.example/&"
                + state);

    Answers.assertPage(page, page.status());
    assertThat(page.status()).isBetween(400, 499);
    assertThat(TestBrowser.text(page)).doesNotContain("0900", "locked", "evil.example");
  }

  @Test
  void a_provider_that_is_down_is_worth_another_try() {
    URI answer = proxy.provider().signIn(approved());
    proxy.provider().conduct().goDown();

    Answers.assertSentBack(
        TestClient.comeBack(browser, answer), "temporarily_unavailable", TestClient.STATE);
  }

  @Test
  void a_login_that_takes_too_long_is_over() {
    URI answer = proxy.provider().signIn(approved());
    proxy.clock().pass(Duration.ofMinutes(15));

    assertThat(browser.visit(answer.toString()).headers().first("Location")).isEmpty();
    assertThat(proxy.provider().exchanges()).isZero();
  }

  private URI approved() {
    return URI.create(browser.approve(browser.consentPage(client.authorizeUrl())));
  }
}
