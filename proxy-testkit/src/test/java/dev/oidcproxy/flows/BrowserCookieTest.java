package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestBrowser.ConsentForm;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BrowserCookieTest {

  private final TestProxy proxy = TestProxy.simple();
  private final TestClient client = TestClient.register(proxy);
  private final TestBrowser browser = proxy.browser();

  @Test
  void cookies_are_this_hosts_alone_and_out_of_reach_of_scripts() {
    browser.consentPage(client.authorizeUrl());

    assertThat(browser.setCookies()).hasSize(2);
    assertThat(browser.setCookies().keySet()).allMatch(name -> name.startsWith("__Host-"));
    assertThat(browser.setCookies().values())
        .allSatisfy(cookie ->
            assertThat(cookie)
                .contains("; Path=/")
                .contains("; HttpOnly")
                .contains("; Secure")
                .contains("; SameSite=Lax")
                .doesNotContain("Domain"));
  }

  @Test
  void without_https_cookies_promise_nothing_they_cannot_keep() {
    TestProxy local = TestProxy.of(TestSettings.simple().baseUrl("http://127.0.0.1:8000"));
    TestBrowser visitor = local.browser();

    String login = visitor.approve(visitor.consentPage(TestClient.register(local).authorizeUrl()));

    assertThat(login).startsWith("https://provider.example/");
    assertThat(visitor.setCookies().values())
        .allSatisfy(cookie -> assertThat(cookie).doesNotContain("Secure").doesNotContain("__Host"));
  }

  @Test
  void a_browser_that_starts_all_day_keeps_ten_flows_and_the_newest_works() {
    ConsentForm oldest = browser.consentPage(client.authorizeUrl());
    ConsentForm newest = oldest;
    for (int i = 0; i < 14; i++) {
      newest = browser.consentPage(client.authorizeUrl());
    }

    assertThat(browser.cookies()).hasSize(20);
    assertThat(browser.approve(newest)).startsWith("https://provider.example/");
    Answers.assertPage(browser.post(oldest.action(), oldest.answered("approve")), 403);
  }

  @Test
  void a_changed_cookie_is_no_cookie() {
    ConsentForm form = browser.consentPage(client.authorizeUrl());
    browser.cookies().replaceAll((name, value) -> "A" + value.substring(1));

    Answers.assertPage(browser.post(form.action(), form.answered("approve")), 403);
  }

  @Test
  void s17_one_cookie_cannot_stand_in_for_another() {
    String mine = client.authorizeUrl();
    ConsentForm one = browser.consentPage(mine);
    ConsentForm other = proxy.browser().consentPage(mine);
    List<String> names = List.copyOf(browser.cookies().keySet());
    String flow = names.stream().filter(n -> n.contains("flow")).findFirst().orElseThrow();
    browser.cookies().put(flow.replace(one.transaction(), other.transaction()), value(flow));

    Answers.assertPage(
        browser.visit("https://proxy.example/consent?transaction=" + other.transaction()), 403);
  }

  @Tag("S2")
  @Test
  void s2_without_its_cookie_a_flow_is_over_even_with_the_form() {
    ConsentForm form = browser.consentPage(client.authorizeUrl());
    browser.cookies().keySet().removeIf(name -> name.contains("flow"));

    Answers.assertPage(browser.post(form.action(), form.answered("approve")), 403);
    assertThat(proxy.provider().exchanges()).isZero();
  }

  @Test
  void the_binding_is_there_though_no_consent_is_asked() {
    TestProxy trusting = TestProxy.of(TestSettings.simple().withoutConsent());
    TestClient trusted = TestClient.register(trusting);
    TestBrowser victim = trusting.browser();
    URI login =
        URI.create(
            trusting.browser().visit(trusted.authorizeUrl()).headers().first("Location").get());

    var page = victim.visit(trusting.provider().signIn(login).toString());

    Answers.assertPage(page, 403);
    assertThat(trusting.provider().exchanges()).isZero();
  }

  private String value(String name) {
    return browser.cookies().get(name);
  }
}
