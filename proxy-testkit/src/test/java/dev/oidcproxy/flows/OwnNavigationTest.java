package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.ProxySettings.ConsentMode;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Remembered consent is of use only where the person opened the address; all else is asked. */
class OwnNavigationTest {

  private final TestProxy proxy = TestProxy.of(TestSettings.simple().consent(ConsentMode.REMEMBER));
  private final TestClient client = TestClient.register(proxy);
  private final TestBrowser browser = proxy.browser();

  @BeforeEach
  void approveOnce() {
    client.answer(browser, Map.of());
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site",
    "Sec-Fetch-Site, ''",
    "Sec-Fetch-Site, something-new",
    "Sec-Fetch-Mode, no-cors",
    "Sec-Fetch-Mode, ''",
    "Sec-Fetch-Dest, iframe",
    "Sec-Fetch-Dest, ''",
    "Sec-Purpose, prefetch;prerender"
  })
  void what_the_person_did_not_open_themselves_is_asked(String header, String value) {
    Map<String, String> headers = new HashMap<>(TestBrowser.STARTED);
    headers.put(header, value);
    headers.values().removeIf(String::isEmpty);

    HttpResponse answer = browser.visit(client.authorizeUrl(), headers);

    assertThat(answer.headers().first("Location").orElseThrow())
        .startsWith("https://proxy.example/consent?transaction=");
  }

  @Test
  void a_page_of_this_very_origin_counts_as_the_persons_own_start() {
    Map<String, String> headers = new HashMap<>(TestBrowser.STARTED);
    headers.put("Sec-Fetch-Site", "same-origin");

    assertThat(
            browser.visit(client.authorizeUrl(), headers).headers().first("Location").orElseThrow())
        .startsWith("https://provider.example/authorize?");
  }
}
