package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attack S5, and what an operator may change of the defence. */
class ConsentPolicyTest {

  private final TestProxy proxy = TestProxy.simple();
  private final TestClient client = TestClient.register(proxy);
  private final TestBrowser browser = proxy.browser();

  @Tag("S5")
  @Test
  void s5_the_page_cannot_be_framed_kept_or_scripted() {
    HttpResponse page = browser.open(client.authorizeUrl());

    assertThat(page.headers().all("X-Frame-Options")).containsExactly("DENY");
    assertThat(page.headers().all("Cache-Control")).containsExactly("no-store");
    assertThat(page.headers().all("Referrer-Policy")).containsExactly("same-origin");
    assertThat(page.headers().first("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'")
        .contains("frame-ancestors 'none'")
        .contains("form-action 'self'")
        .contains("base-uri 'none'")
        .doesNotContain("unsafe");
  }

  @Tag("S5")
  @ParameterizedTest
  @ValueSource(strings = {"", "default-src 'self'; frame-ancestors *"})
  void s5_a_policy_of_the_operator_is_sent_as_it_is_and_framing_stays_forbidden(String policy) {
    TestProxy own = TestProxy.of(TestSettings.simple().contentSecurityPolicy(policy));
    TestBrowser visitor = own.browser();

    HttpResponse page = visitor.open(TestClient.register(own).authorizeUrl());

    assertThat(page.headers().all("Content-Security-Policy"))
        .isEqualTo(policy.isEmpty() ? List.of() : List.of(policy));
    assertThat(page.headers().all("X-Frame-Options")).containsExactly("DENY");
    HttpResponse other = visitor.visit("https://proxy.example/consent");
    assertThat(other.headers().first("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'; style-src 'sha256-");
  }
}
