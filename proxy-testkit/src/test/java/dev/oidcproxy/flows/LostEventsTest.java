package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Verified tokens are believed for as long as a revocation would be heard of, and no longer. */
class LostEventsTest {

  private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);
  private static final Duration ALMOST = FIVE_SECONDS.minusMillis(1);

  private final TestProxy.World world = TestProxy.World.create(WatchedStore::new);
  private final WatchedStore store = (WatchedStore) world.store();
  private final TestProxy proxy = new TestProxy(world, TestSettings.simple(), TestProxy.HS256);
  private final TestClient client = TestClient.register(proxy);
  private final Tokens tokens = client.signIn();

  @Test
  void without_events_a_grant_is_read_again_every_five_seconds() {
    store.interrupt();
    call();
    assertThat(readsDuring(ALMOST)).isZero();
    assertThat(readsDuring(Duration.ofMillis(1))).isOne();
    assertThat(readsDuring(ALMOST)).isZero();
    assertThat(readsDuring(FIVE_SECONDS)).isOne();
  }

  @Test
  void a_revocation_that_was_not_heard_is_noticed_in_five_seconds() {
    call();
    store.interrupt();
    client.revoke(tokens.refreshToken());

    proxy.clock().pass(FIVE_SECONDS);

    Answers.assertRefused(Answers.refused(proxy.call(tokens.access())), 401, "invalid_token");
    Answers.assertRefused(Answers.refused(proxy.call(tokens.access())), 401, "invalid_token");
  }

  @Test
  void what_was_verified_longer_ago_when_events_stop_is_read_again_at_once() {
    call();
    proxy.clock().pass(Duration.ofSeconds(30));
    store.interrupt();
    client.revoke(tokens.refreshToken());

    Answers.assertRefused(Answers.refused(proxy.call(tokens.access())), 401, "invalid_token");
  }

  @Test
  void what_was_verified_before_events_came_back_is_read_again_too() {
    call();
    store.interrupt();
    client.revoke(tokens.refreshToken());
    store.resume();
    assertThat(readsDuring(ALMOST)).isZero();

    proxy.clock().pass(Duration.ofMillis(1));

    Answers.assertRefused(Answers.refused(proxy.call(tokens.access())), 401, "invalid_token");
  }

  @Test
  void what_is_verified_after_events_came_back_is_believed_for_a_minute() {
    store.interrupt();
    call();
    store.resume();
    assertThat(readsDuring(FIVE_SECONDS)).isOne();

    assertThat(readsDuring(Duration.ofSeconds(59))).isZero();
    assertThat(readsDuring(Duration.ofSeconds(1))).isOne();
  }

  @Test
  void a_store_that_does_not_answer_then_is_asked_every_five_seconds_for_a_minute() {
    store.interrupt();
    call();
    store.fail(true);
    for (int i = 0; i < 11; i++) {
      assertThat(readsDuring(ALMOST)).isZero();
      assertThat(readsDuring(Duration.ofMillis(1))).isOne();
      assertThat(readsDuring(Duration.ZERO)).isZero();
    }

    proxy.clock().pass(FIVE_SECONDS);

    Answers.assertRefused(
        Answers.refused(proxy.call(tokens.access())), 503, "temporarily_unavailable");
    store.fail(false);
    call();
  }

  @Test
  void the_minute_is_over_when_the_store_took_that_long_to_fail() {
    store.interrupt();
    call();
    proxy.clock().pass(Duration.ofSeconds(58));
    store.failSlowly(proxy.clock(), Duration.ofSeconds(2));

    Answers.assertRefused(
        Answers.refused(proxy.call(tokens.access())), 503, "temporarily_unavailable");
  }

  @Test
  void a_revocation_during_an_outage_is_seen_as_soon_as_the_store_answers() {
    store.interrupt();
    call();
    client.revoke(tokens.refreshToken());
    store.fail(true);
    proxy.clock().pass(FIVE_SECONDS);
    call();
    store.fail(false);

    proxy.clock().pass(FIVE_SECONDS);

    Answers.assertRefused(Answers.refused(proxy.call(tokens.access())), 401, "invalid_token");
  }

  @Test
  void a_grant_that_expired_is_401_at_the_next_look() {
    proxy.provider().conduct().refreshTokensLast(Duration.ofHours(1));
    Tokens brief = client.signIn();
    store.interrupt();
    Answers.admitted(proxy.call(brief.access()));

    proxy.clock().pass(Duration.ofHours(1));

    Answers.assertRefused(Answers.refused(proxy.call(brief.access())), 401, "invalid_token");
  }

  @Test
  void one_request_looks_and_the_others_go_on_believing_meanwhile() {
    store.interrupt();
    call();
    proxy.clock().pass(FIVE_SECONDS);
    store.calls().clear();
    store.holdNext(() -> Answers.admitted(proxy.call(tokens.access())));

    call();

    assertThat(store.calls()).containsExactly("get grants");
  }

  @Test
  void a_revocation_drops_the_tokens_of_its_grant_and_no_others() {
    Tokens other = client.signIn();
    Tokens newer = Tokens.of(client.refresh(tokens.refreshToken()));
    call();
    Answers.admitted(proxy.call(newer.access()));
    Answers.admitted(proxy.call(other.access()));
    client.revoke(newer.refreshToken());
    store.calls().clear();

    Answers.admitted(proxy.call(other.access()));
    assertThat(store.calls()).isEmpty();
    assertThat(Answers.refused(proxy.call(tokens.access())).status()).isEqualTo(401);
    assertThat(Answers.refused(proxy.call(newer.access())).status()).isEqualTo(401);
  }

  @Test
  void a_store_that_can_only_be_read_costs_no_request() {
    Tokens newer = Tokens.of(client.refresh(tokens.refreshToken()));
    store.fail("replace grants");

    Answers.admitted(proxy.call(newer.access()));
  }

  private void call() {
    Answers.admitted(proxy.call(tokens.access()));
  }

  /** Lets time pass, calls, and counts the reads of grants in that call. */
  private long readsDuring(Duration time) {
    proxy.clock().pass(time);
    store.calls().clear();
    call();
    return store.calls().stream().filter("get grants"::equals).count();
  }
}
