package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestBrowser.ConsentForm;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A decision that another click was faster with is told of once. */
class CountedClickTest {

  private final TestProxy.World world = TestProxy.World.create(WatchedStore::new);
  private final WatchedStore store = (WatchedStore) world.store();
  private final TestProxy proxy = new TestProxy(world, TestSettings.simple(), TestProxy.HS256);
  private final TestBrowser browser = proxy.browser();
  private final ConsentForm form = browser.consentPage(TestClient.register(proxy).authorizeUrl());

  @Tag("S4")
  @Test
  void s4_of_a_double_click_that_denies_one_counts() {
    store.after(1, "replace transactions", () -> browser.deny(form));

    browser.deny(form);

    assertThat(world.events()).filteredOn(ProxyEvent.ConsentDenied.class::isInstance).hasSize(1);
  }

  @Tag("S4")
  @Test
  void s4_of_a_double_click_that_approves_one_counts() {
    store.after(1, "replace transactions", () -> browser.approve(form));

    browser.approve(form);

    assertThat(world.events()).filteredOn(ProxyEvent.LoginStarted.class::isInstance).hasSize(1);
  }
}
