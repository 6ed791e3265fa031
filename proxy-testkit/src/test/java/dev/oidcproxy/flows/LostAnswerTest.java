package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.testkit.Hold;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Row F2: between the provider's answer and our write a node dies, or the store does. */
@Timeout(20)
class LostAnswerTest {

  private final TestProxy.World world = TestProxy.World.create(WatchedStore::new);
  private final WatchedStore store = (WatchedStore) world.store();
  private final TestProxy proxy = new TestProxy(world, TestSettings.simple(), TestProxy.HS256);
  private final TestProxy second = new TestProxy(world, TestSettings.simple(), TestProxy.HS256);
  private final TestClient client = TestClient.register(proxy);
  private final Tokens tokens = client.signIn();

  @Tag("F2")
  @Test
  void f2_a_node_that_died_while_it_asked_costs_seconds_and_no_session() {
    world.clock().pass(Duration.ofHours(1));
    Hold dead = world.provider().conduct().holdRefreshes();
    CompletableFuture<HttpResponse> holder =
        CompletableFuture.supplyAsync(() -> client.refresh(tokens.refreshToken()));
    dead.awaitArrival();
    world.provider().conduct().holdRefreshes().release();

    // Pauses move the clock, so this waits for the lease to run out.
    Tokens rescued = Tokens.of(client.at(second).refresh(tokens.refreshToken()));

    Answers.admitted(proxy.call(rescued.access()));
    dead.release();
    holder.join();
    assertThat(client.refresh(rescued.refreshToken()).status()).isEqualTo(200);
  }

  @Tag("F2")
  @Test
  void f2_a_store_that_fails_for_a_moment_then_loses_no_rotated_token() {
    HttpResponse answer = refreshWith(() -> store.failNext(5));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(world.provider().refreshes()).isOne();
    // The provider forgives nothing here, so its newest token must have been written down.
    world.clock().pass(Duration.ofHours(1));
    assertThat(client.refresh(Tokens.of(answer).refreshToken()).status()).isEqualTo(200);
  }

  @Tag("F2")
  @Test
  void f2_after_a_crash_the_predecessor_is_tried_and_a_provider_may_take_it() {
    world.provider().conduct().forgive(Duration.ofMinutes(5));
    Answers.assertRefused(refreshWith(() -> store.fail(true)), 503, "temporarily_unavailable");
    store.fail(false);

    Tokens rescued = Tokens.of(client.at(second).refresh(tokens.refreshToken()));

    assertThat(world.provider().refreshes()).isEqualTo(2);
    Answers.admitted(proxy.call(rescued.access()));
    world.clock().pass(Duration.ofHours(1));
    assertThat(client.refresh(rescued.refreshToken()).status()).isEqualTo(200);
  }

  @Tag("F2")
  @Test
  void f2_only_a_provider_that_says_invalid_grant_then_ends_the_session() {
    Answers.assertRefused(refreshWith(() -> store.fail(true)), 503, "temporarily_unavailable");
    store.fail(false);

    Answers.assertRefused(client.at(second).refresh(tokens.refreshToken()), 400, "invalid_grant");

    assertThat(world.events())
        .filteredOn(ProxyEvent.GrantRevoked.class::isInstance)
        .extracting(event -> ((ProxyEvent.GrantRevoked) event).reason())
        .containsExactly(ProxyEvent.Reason.PROVIDER_ENDED);
  }

  @Test
  void a_store_on_which_somebody_else_is_always_faster_is_503_in_the_end() {
    String code = client.code();
    store.loseRaces();

    Answers.assertRefused(client.redeem(code), 503, "temporarily_unavailable");
    Answers.assertRefused(client.refresh(tokens.refreshToken()), 503, "temporarily_unavailable");
    world.clock().pass(Duration.ofHours(1));
    Answers.assertRefused(client.refresh(tokens.refreshToken()), 503, "temporarily_unavailable");
    assertThat(world.provider().refreshes()).isZero();
  }

  @Test
  void an_interrupted_thread_does_not_go_round() {
    store.loseRaces();
    store.calls().clear();
    Thread.currentThread().interrupt();
    try {
      Answers.assertRefused(client.refresh(tokens.refreshToken()), 503, "temporarily_unavailable");
    } finally {
      Thread.interrupted();
    }
    assertThat(store.calls().stream().filter("replace grants"::equals)).hasSize(1);
  }

  /** A refresh during which something happens after the provider was asked. */
  private HttpResponse refreshWith(Runnable trouble) {
    world.clock().pass(Duration.ofHours(1));
    Hold hold = world.provider().conduct().holdRefreshes();
    CompletableFuture<HttpResponse> answer =
        CompletableFuture.supplyAsync(() -> client.refresh(tokens.refreshToken()));
    hold.awaitArrival();
    trouble.run();
    hold.release();
    return answer.join();
  }
}
