package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oidcproxy.domain.error.StoreException;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The queue of tokens that the provider is to revoke. */
class UpstreamRevocationTest {

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  private final TestProxy.World world = TestProxy.World.create(WatchedStore::new);
  private final WatchedStore store = (WatchedStore) world.store();
  private final TestProxy proxy = node();
  private final TestClient client = TestClient.register(proxy);

  private TestProxy node() {
    return new TestProxy(world, TestSettings.simple(), TestProxy.HS256);
  }

  private void revokeOne() {
    client.revoke(client.signIn().refreshToken());
  }

  @Test
  void the_provider_is_told_in_the_background() {
    revokeOne();
    assertThat(proxy.provider().revoked()).isEmpty();
    world.scheduler().work();
    world.scheduler().work();

    assertThat(proxy.provider().revoked()).hasSize(1);
    assertThat(proxy.provider().revoked().getFirst().refreshToken()).isPresent();
  }

  @Test
  void a_provider_that_is_down_is_told_later_but_not_for_ever() {
    revokeOne();
    proxy.provider().conduct().goDown();
    world.scheduler().work();
    assertThat(world.events()).contains(new ProxyEvent.UpstreamUnavailable("revoke"));

    proxy.provider().conduct().comeBack();
    world.clock().pass(Duration.ofSeconds(2));
    world.scheduler().work();
    assertThat(proxy.provider().revoked()).hasSize(1);

    revokeOne();
    world.clock().pass(Duration.ofDays(2));
    world.scheduler().work();
    assertThat(proxy.provider().revoked()).hasSize(1);
  }

  @Test
  void a_provider_that_stays_down_is_asked_ever_more_seldom() {
    revokeOne();
    proxy.provider().conduct().goDown();
    for (int second = 0; second < 600; second++) {
      world.scheduler().work();
      world.clock().pass(Duration.ofSeconds(1));
    }

    assertThat(world.events())
        .filteredOn(new ProxyEvent.UpstreamUnavailable("revoke")::equals)
        .hasSizeBetween(8, 14);
  }

  @Test
  void an_idle_node_asks_the_store_hardly_anything() {
    world.scheduler().work();
    store.calls().clear();
    for (int second = 0; second <= 601; second++) {
      world.scheduler().work();
      world.clock().pass(Duration.ofSeconds(1));
    }

    assertThat(store.calls()).containsOnly("keys upstream-revocations").hasSizeBetween(1, 2);
  }

  @Test
  void what_is_queued_here_is_worked_off_without_a_search() {
    world.scheduler().work();
    revokeOne();
    store.calls().clear();
    world.scheduler().work();

    assertThat(proxy.provider().revoked()).hasSize(1);
    assertThat(store.calls())
        .containsExactly("get upstream-revocations", "delete upstream-revocations");
  }

  @Test
  void a_node_that_died_before_it_told_the_provider_loses_nothing() {
    TestProxy survivor = node();
    world.scheduler().work();
    revokeOne();
    // Its background work never runs again, as after kill -9.
    proxy.close();
    world.scheduler().work();
    assertThat(survivor.provider().revoked()).isEmpty();

    world.clock().pass(LONGEST_WAIT);
    world.scheduler().work();

    assertThat(survivor.provider().revoked()).hasSize(1);
  }

  @Test
  void a_node_that_starts_again_finishes_what_it_began() {
    revokeOne();
    proxy.close();

    TestProxy again = node();
    world.scheduler().work();

    assertThat(again.provider().revoked()).hasSize(1);
  }

  @Test
  void of_two_nodes_the_second_finds_nothing_left() {
    TestProxy second = node();
    revokeOne();
    world.scheduler().work();

    assertThat(second.provider().revoked()).hasSize(1);
  }

  @Test
  void a_store_that_is_down_is_waited_for() {
    revokeOne();
    store.fail(true);
    assertThatThrownBy(world.scheduler()::work).isInstanceOf(StoreException.class);
    store.calls().clear();
    world.scheduler().work();
    assertThat(store.calls()).isEmpty();

    store.fail(false);
    world.clock().pass(Duration.ofSeconds(2));
    world.scheduler().work();
    assertThat(proxy.provider().revoked()).hasSize(1);
  }
}
