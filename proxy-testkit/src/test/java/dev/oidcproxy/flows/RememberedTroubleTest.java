package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.ProxySettings.ConsentMode;
import dev.oidcproxy.testkit.FormText;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestProxy.World;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Remembered consent when the store has trouble. */
class RememberedTroubleTest {

  private final AtomicReference<WatchedStore> store = new AtomicReference<>();
  private final World world =
      World.create(inner -> {
        store.set(new WatchedStore(inner));
        return store.get();
      });
  private final TestProxy proxy =
      new TestProxy(world, TestSettings.simple().consent(ConsentMode.REMEMBER), TestProxy.HS256);
  private final TestClient client = TestClient.register(proxy);
  private final TestBrowser browser = proxy.browser();

  private String next() {
    return browser.start(client.authorizeUrl()).headers().first("Location").orElseThrow();
  }

  @Test
  void a_login_is_worth_more_than_what_could_not_be_remembered() {
    store.get().fail("putIfAbsent remembered-consents");

    String answer = client.answer(browser, Map.of());

    assertThat(client.redeem(FormText.query(answer).get("code")).status()).isEqualTo(200);
    assertThat(browser.cookies().keySet()).noneMatch(name -> name.contains("browser"));
    store.get().fail("");
    assertThat(next()).startsWith("https://proxy.example/consent");
  }

  @Test
  void what_cannot_be_looked_up_is_neither_skipped_nor_forgotten() {
    client.answer(browser, Map.of());
    store.get().fail("get forgotten-consents");

    Answers.assertPage(browser.start(client.authorizeUrl()), 503);

    store.get().fail("");
    assertThat(next()).startsWith("https://provider.example/");
  }
}
