package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestProxy;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who is signed in to the account page, and for how long. */
class AccountSessionTest {

  private static final String APPS = "https://proxy.example/account/apps";

  private final TestProxy proxy = TestProxy.simple();
  private final TestBrowser browser = proxy.browser();

  private HttpResponse open() {
    HttpResponse away = browser.start(APPS);
    URI login = URI.create(away.headers().first("Location").orElseThrow());
    return browser.open(proxy.provider().signIn(login).toString());
  }

  private static Map<String, String> answered(HttpResponse page, String action) {
    Map<String, String> form = new HashMap<>(TestBrowser.form(page).hidden());
    form.put("action", action);
    return form;
  }

  @Test
  void the_session_is_short_and_its_cookie_names_nobody() {
    open();
    assertThat(browser.setCookies().get("__Host-oidc-proxy-account"))
        .contains("; Path=/; HttpOnly; SameSite=Lax; Max-Age=900; Secure")
        .doesNotContain("alice");

    proxy.clock().pass(Duration.ofMinutes(15));

    assertThat(browser.start(APPS).headers().first("Location").orElseThrow())
        .startsWith("https://provider.example/authorize?");
  }

  @Test
  void who_signs_out_is_signed_out_on_the_server_too() {
    HttpResponse page = open();
    Map<String, String> kept = Map.copyOf(browser.cookies());

    HttpResponse after = browser.post(APPS, answered(page, "sign-out"));

    assertThat(TestBrowser.text(after)).contains("You are signed out", "href=\"" + APPS);
    assertThat(browser.cookies()).doesNotContainKey("__Host-oidc-proxy-account");
    browser.cookies().putAll(kept);
    assertThat(browser.start(APPS).status()).isEqualTo(302);
    Answers.assertPage(browser.post(APPS, answered(page, "remove")), 403);
  }

  @Test
  void a_changed_cookie_opens_nothing() {
    open();
    browser
        .cookies()
        .computeIfPresent("__Host-oidc-proxy-account", (name, value) -> "A" + value.substring(1));

    assertThat(browser.start(APPS).status()).isEqualTo(302);
  }
}
