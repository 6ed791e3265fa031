package dev.oidcproxy.provider.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.OAuthProxy;
import dev.oidcproxy.application.gateway.Admission;
import dev.oidcproxy.application.memory.InMemoryStore;
import dev.oidcproxy.testkit.AdjustableClock;
import dev.oidcproxy.testkit.FakeIdentityProvider;
import dev.oidcproxy.testkit.Fault;
import dev.oidcproxy.testkit.FormText;
import dev.oidcproxy.testkit.ManualScheduler;
import dev.oidcproxy.testkit.ProviderEndpoint;
import dev.oidcproxy.testkit.contract.ProviderBench;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From a client's registration to its tool call, with a provider that is no OpenID provider. */
class GitHubFlowTest {

  private final ProviderBench bench = GitHub.bench(GitHub.TOKEN, "read:user");
  private final TestProxy proxy = proxy(bench);
  private final TestClient client = TestClient.register(proxy);

  @AfterEach
  void close() {
    proxy.close();
    bench.close();
  }

  @Test
  void a_client_signs_somebody_in_and_the_gate_knows_the_number_of_the_account() {
    Tokens tokens = signIn();

    assertThat(proxy.call(tokens.access()))
        .isInstanceOfSatisfying(
            Admission.Admitted.class,
            admitted -> assertThat(admitted.headers()).containsEntry("X-Forwarded-User", "583231"));
  }

  @Test
  void a_token_that_never_ends_is_good_for_a_year_and_is_never_refreshed() {
    Tokens tokens = signIn();

    assertThat(tokens.expiresIn()).isEqualTo(Duration.ofDays(365).toSeconds());
    assertThat(tokens.refresh()).isEmpty();
    proxy.clock().pass(Duration.ofDays(364));
    assertThat(proxy.call(tokens.access())).isInstanceOf(Admission.Admitted.class);
    assertThat(bench.fake().received(ProviderEndpoint.TOKEN)).hasSize(1);
  }

  @Test
  void tokens_of_a_github_app_are_refreshed_there() {
    bench.fake().fault(ProviderEndpoint.TOKEN, Fault.json(GitHub.APP_TOKEN));
    Tokens first = signIn();
    assertThat(first.expiresIn()).isEqualTo(28800);

    proxy.clock().pass(Duration.ofHours(9));
    bench.fake().fault(ProviderEndpoint.TOKEN, Fault.json(GitHub.APP_TOKEN_REFRESHED));
    Tokens second = Tokens.of(client.refresh(first.refreshToken()));

    assertThat(proxy.call(second.access())).isInstanceOf(Admission.Admitted.class);
    assertThat(bench.fake().received(ProviderEndpoint.TOKEN)).hasSize(2);
  }

  private Tokens signIn() {
    TestBrowser browser = proxy.browser();
    String login = browser.approve(browser.consentPage(client.authorizeUrl()));
    URI callback = bench.fake().authorize(URI.create(login));
    String answer = TestClient.comeBack(browser, callback);
    return Tokens.of(client.redeem(FormText.query(answer).get("code")));
  }

  private static TestProxy proxy(ProviderBench bench) {
    AdjustableClock clock = bench.clock();
    TestSettings settings = TestSettings.simple();
    return new TestProxy(
        new TestProxy.World(
            clock,
            new FakeIdentityProvider(clock),
            new ManualScheduler(clock),
            new InMemoryStore(clock),
            new ArrayList<>()),
        settings,
        b -> OAuthProxy.builder(settings.build(), bench.provider()).signing(TestProxy.HS256));
  }
}
