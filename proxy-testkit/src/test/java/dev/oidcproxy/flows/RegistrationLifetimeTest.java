package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.SigningSettings;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Stored registrations outlive restarts, rotated keys and their grants, and cost few writes. */
class RegistrationLifetimeTest {

  private final TestProxy.World world = TestProxy.World.create(WatchedStore::new);
  private final WatchedStore store = (WatchedStore) world.store();
  private final TestProxy proxy = new TestProxy(world, TestSettings.simple(), TestProxy.HS256);
  private final TestClient client = TestClient.register(proxy);

  @Test
  void a_registration_survives_a_restart_and_is_found_again() {
    proxy.close();
    TestProxy restarted = new TestProxy(world, TestSettings.simple(), TestProxy.HS256);

    assertThat(client.at(restarted).signIn().refresh()).isPresent();
    assertThat(TestClient.register(restarted).id()).isEqualTo(client.id());
  }

  @Test
  void a_rotated_key_makes_no_second_client_of_one_that_is_known() {
    TestProxy rotated =
        new TestProxy(
            world,
            TestSettings.simple(),
            new SigningSettings(
                List.of(
                    Secret.of("canary-another-key-of-more-than-32-bytes"),
                    TestProxy.HS256.keys().getFirst()),
                SigningSettings.Algorithm.HS256));

    assertThat(TestClient.register(rotated).id()).isEqualTo(client.id());
    assertThat(TestClient.register(rotated, TestClient.WEB).id()).isNotEqualTo(client.id());
  }

  @Test
  void it_is_renewed_at_login_and_refresh_and_once_a_day_at_most() {
    Tokens tokens = client.signIn();
    store.calls().clear();
    for (int hour = 0; hour < 23; hour++) {
      world.clock().pass(Duration.ofHours(1));
      tokens = Tokens.of(client.refresh(tokens.refreshToken()));
      client.signIn();
    }
    assertThat(renewals()).isZero();

    world.clock().pass(Duration.ofHours(2));
    client.refresh(tokens.refreshToken());
    client.signIn();
    assertThat(renewals()).isOne();
  }

  @Test
  void a_client_that_lives_from_one_long_access_token_stays_known() {
    world.provider().conduct().issueNoRefreshTokens();
    world.provider().conduct().accessTokensLast(Optional.of(Duration.ofDays(300)));
    Tokens tokens = client.signIn();

    world.clock().pass(Duration.ofDays(299));

    Answers.admitted(proxy.call(tokens.access()));
    assertThat(proxy.browser().open(client.authorizeUrl()).status()).isEqualTo(200);
  }

  private long renewals() {
    return store.calls().stream().filter("replace clients"::equals).count();
  }
}
