package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.flow.admin.GrantQuery;
import dev.oidcproxy.domain.grant.Grant;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestProxy.World;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** When an app was last used is known to the hour, and costs next to nothing. */
class LastUsedTest {

  private final AtomicReference<WatchedStore> store = new AtomicReference<>();
  private final World world =
      World.create(inner -> {
        store.set(new WatchedStore(inner));
        return store.get();
      });
  private final TestProxy proxy = new TestProxy(world, TestSettings.simple(), TestProxy.HS256);

  private Instant lastUsed() {
    try (Stream<Grant> all = proxy.proxy().administration().findGrants().find(GrantQuery.EVERY)) {
      return all.findFirst().orElseThrow().lastUsed();
    }
  }

  private long written() {
    return store.get().calls().stream().filter("replace grants"::equals).count();
  }

  @Test
  void a_use_is_noted_once_an_hour_at_most_and_only_where_the_store_is_read_anyway() {
    proxy.provider().conduct().accessTokensLast(Optional.of(Duration.ofDays(90)));
    Tokens tokens = TestClient.register(proxy).signIn();
    Instant signedIn = proxy.clock().instant();
    store.get().calls().clear();

    for (int minutes = 0; minutes < 60; minutes++) {
      Answers.admitted(proxy.call(tokens.access()));
      proxy.clock().pass(Duration.ofMinutes(1));
    }
    assertThat(written()).isZero();
    assertThat(lastUsed()).isEqualTo(signedIn);

    for (int minutes = 0; minutes < 60; minutes++) {
      Answers.admitted(proxy.call(tokens.access()));
      proxy.clock().pass(Duration.ofMinutes(1));
    }
    assertThat(written()).isOne();
    assertThat(lastUsed()).isEqualTo(signedIn.plus(Duration.ofHours(1)));
  }

  @Test
  void a_store_that_can_only_be_read_stops_nobody() {
    proxy.provider().conduct().accessTokensLast(Optional.of(Duration.ofDays(90)));
    Tokens tokens = TestClient.register(proxy).signIn();
    proxy.clock().pass(Duration.ofHours(2));
    store.get().fail("replace grants");

    Answers.admitted(proxy.call(tokens.access()));
  }

  @Test
  void a_refresh_is_a_use() {
    TestClient client = TestClient.register(proxy);
    Tokens tokens = client.signIn();
    proxy.clock().pass(Duration.ofMinutes(20));

    client.refresh(tokens.refreshToken());

    assertThat(lastUsed()).isEqualTo(proxy.clock().instant());
  }
}
