package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
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
