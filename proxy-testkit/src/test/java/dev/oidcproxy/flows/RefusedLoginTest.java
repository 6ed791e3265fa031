package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestBrowser.ConsentForm;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A provider that refuses a login when it is pushed, before any browser comes (RFC 9126). */
class RefusedLoginTest {

  @Test
  void the_client_is_told_after_consent() {
    try (TestProxy proxy = TestProxy.simple()) {
      proxy.provider().conduct().refuseLogins();
      TestBrowser browser = proxy.browser();
      String location =
          browser.approve(browser.consentPage(TestClient.register(proxy).authorizeUrl()));
      Answers.assertSentBack(location, "access_denied", TestClient.STATE);
      assertTold(proxy);
    }
  }

  @Test
  void the_client_is_told_where_nobody_is_asked() {
    try (TestProxy proxy = TestProxy.of(TestSettings.simple().withoutConsent())) {
      proxy.provider().conduct().refuseLogins();
      String location =
          proxy
              .browser()
              .visit(TestClient.register(proxy).authorizeUrl())
              .headers()
              .first("Location")
              .orElseThrow();
      Answers.assertSentBack(location, "access_denied", TestClient.STATE);
      assertTold(proxy);
    }
  }

  @Test
  void a_second_click_goes_where_the_first_one_went_and_asks_the_provider_nothing() {
    try (TestProxy proxy = TestProxy.simple()) {
      TestBrowser browser = proxy.browser();
      ConsentForm form = browser.consentPage(TestClient.register(proxy).authorizeUrl());
      String first = browser.approve(form);
      proxy.provider().conduct().refuseLogins();
      proxy.clock().pass(Duration.ofSeconds(4));
      assertThat(browser.approve(form)).isEqualTo(first);
      proxy.clock().pass(Duration.ofSeconds(1));
      Answers.assertSentBack(browser.approve(form), "access_denied", TestClient.STATE);
    }
  }

  @Test
  void a_provider_in_trouble_is_not_asked_again_by_every_click() {
    try (TestProxy proxy = TestProxy.simple()) {
      TestBrowser browser = proxy.browser();
      ConsentForm form = browser.consentPage(TestClient.register(proxy).authorizeUrl());
      String first = browser.approve(form);
      proxy.clock().pass(Duration.ofSeconds(5));
      proxy.provider().conduct().goDown();
      Answers.assertPage(browser.post(form.action(), form.answered("approve")), 503);
      proxy.provider().conduct().comeBack();
      Answers.assertPage(browser.post(form.action(), form.answered("approve")), 503);
      proxy.clock().pass(Duration.ofSeconds(5));
      assertThat(browser.approve(form)).isEqualTo(first);
    }
  }

  @Test
  void another_login_of_the_same_browser_is_never_sent_where_the_first_one_went() {
    try (TestProxy proxy = TestProxy.simple()) {
      TestBrowser browser = proxy.browser();
      TestClient client = TestClient.register(proxy);
      String first = browser.approve(browser.consentPage(client.authorizeUrl()));
      assertThat(browser.approve(browser.consentPage(client.authorizeUrl()))).isNotEqualTo(first);
    }
  }

  private static void assertTold(TestProxy proxy) {
    List<ProxyEvent> failures =
        proxy.world().events().stream().filter(ProxyEvent.LoginFailed.class::isInstance).toList();
    assertThat(failures)
        .singleElement()
        .extracting(event -> ((ProxyEvent.LoginFailed) event).reason())
        .isEqualTo("the provider refused the login: invalid_scope");
    assertThat(proxy.world().events()).noneMatch(ProxyEvent.LoginStarted.class::isInstance);
  }
}
