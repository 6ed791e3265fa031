package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.testkit.AdjustableClock;
import dev.oidcproxy.testkit.FormText;
import dev.oidcproxy.testkit.Hold;
import dev.oidcproxy.testkit.ManualScheduler;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several nodes on one store behave as one, under load and with clocks that disagree. */
@Timeout(60)
class ManyNodesTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final TestProxy.World world = TestProxy.World.create(WatchedStore::new);
  private final WatchedStore store = (WatchedStore) world.store();
  private final TestProxy proxy = node(world);
  private final TestProxy second = node(world);
  private final TestClient client = TestClient.register(proxy);

  @Tag("S13")
  @Test
  void s13_of_a_hundred_refreshes_on_two_nodes_one_asks_and_all_get_the_same_successor() {
    Tokens tokens = client.signIn();
    world.clock().pass(HOUR);

    List<HttpResponse> answers = refreshAtOnce(100, List.of(tokens));

    assertThat(answers).extracting(HttpResponse::status).containsOnly(200);
    assertThat(answers.stream().map(answer -> Tokens.of(answer).refreshToken()).distinct())
        .hasSize(1);
    assertThat(world.provider().refreshes()).isOne();
    Tokens newest = Tokens.of(answers.getFirst());
    Answers.admitted(second.call(newest.access()));
    assertThat(client.refresh(newest.refreshToken()).status()).isEqualTo(200);
  }

  @Tag("S9")
  @Test
  void s9_of_a_hundred_redemptions_at_once_on_two_nodes_one_succeeds_and_loses_its_tokens() {
    String code = client.code();
    AtomicInteger caller = new AtomicInteger();

    List<HttpResponse> answers =
        Answers.atOnce(
            100, () -> client.at(caller.incrementAndGet() % 2 == 0 ? proxy : second).redeem(code));

    assertThat(answers).extracting(HttpResponse::status).containsOnlyOnce(200);
    assertThat(answers).extracting(HttpResponse::status).containsOnly(200, 400);
    Tokens tokens =
        Tokens.of(answers.stream().filter(a -> a.status() == 200).findFirst().orElseThrow());
    assertThat(Answers.refused(proxy.call(tokens.access())).status()).isEqualTo(401);
    assertThat(Answers.refused(second.call(tokens.access())).status()).isEqualTo(401);
    Answers.assertRefused(client.refresh(tokens.refreshToken()), 400, "invalid_grant");
  }

  @Tag("F10")
  @Test
  void f10_a_thousand_refreshes_at_once_ask_the_provider_once_for_each_grant() {
    List<Tokens> grants = IntStream.range(0, 20).mapToObj(i -> client.signIn()).toList();
    world.clock().pass(HOUR);
    store.calls().clear();

    List<HttpResponse> answers = refreshAtOnce(1000, grants);

    assertThat(answers).extracting(HttpResponse::status).containsOnly(200);
    Set<String> successors =
        answers.stream().map(a -> Tokens.of(a).refreshToken()).collect(Collectors.toSet());
    assertThat(successors).hasSize(20);
    assertThat(world.provider().refreshes()).isEqualTo(20);
  }

  @Tag("F10")
  @Test
  void f10_who_waits_in_the_same_process_asks_the_store_nothing() {
    Tokens tokens = client.signIn();
    world.clock().pass(HOUR);
    store.calls().clear();
    Hold hold = world.provider().conduct().holdRefreshes();
    store.after(1000, "get clients", hold::release);

    List<HttpResponse> answers = Answers.atOnce(1000, () -> client.refresh(tokens.refreshToken()));

    assertThat(answers).extracting(HttpResponse::status).containsOnly(200);
    assertThat(world.provider().refreshes()).isOne();
    // Each reads the grant, and once more when another rotated it first; one asks the provider.
    assertThat(store.calls().stream().filter("get grants"::equals).count())
        .isLessThanOrEqualTo(2 * 1000 + 10);
  }

  @Tag("F10")
  @Test
  void f10_nodes_that_waited_for_a_refresh_that_failed_do_not_ask_again() {
    List<TestProxy> nodes = IntStream.range(0, 20).mapToObj(i -> node(world)).toList();
    Tokens tokens = client.signIn();
    world.clock().pass(HOUR);
    Hold hold = world.provider().conduct().holdRefreshes();
    world.provider().conduct().goDown();
    world.scheduler().whenWaiting(20, hold::release);

    CompletableFuture<HttpResponse> first =
        CompletableFuture.supplyAsync(() -> client.refresh(tokens.refreshToken()));
    hold.awaitArrival();
    AtomicInteger caller = new AtomicInteger();
    List<HttpResponse> others =
        Answers.atOnce(
            20,
            () -> client.at(nodes.get(caller.getAndIncrement())).refresh(tokens.refreshToken()));

    assertThat(first.join().status()).isEqualTo(503);
    assertThat(others).extracting(HttpResponse::status).containsOnly(503);
    assertThat(world.provider().refreshes()).isOne();
  }

  @Tag("F6")
  @ParameterizedTest
  @ValueSource(longs = {-60, 60})
  void f6_a_node_whose_clock_is_a_minute_off_takes_part_in_everything(long seconds) {
    TestProxy other = node(skewed(seconds));
    TestBrowser browser = proxy.browser();
    String login = browser.approve(browser.consentPage(client.authorizeUrl()));
    URI answer = world.provider().signIn(URI.create(login));
    String code = FormText.query(TestClient.comeBack(browser, answer)).get("code");

    Tokens tokens = Tokens.of(client.at(other).redeem(code));
    Answers.admitted(proxy.call(tokens.access()));
    Answers.admitted(other.call(tokens.access()));
    Tokens lost = Tokens.of(client.refresh(tokens.refreshToken()));
    Tokens again = Tokens.of(client.at(other).refresh(tokens.refreshToken()));
    assertThat(again.refreshToken()).isEqualTo(lost.refreshToken());
    Answers.admitted(proxy.call(again.access()));
    assertThat(client.refresh(again.refreshToken()).status()).isEqualTo(200);
  }

  @Tag("F6")
  @ParameterizedTest
  @ValueSource(longs = {-60, 60})
  void f6_a_lease_holds_on_a_node_whose_clock_is_a_minute_off(long seconds) {
    TestProxy.World skewed = skewed(seconds);
    TestProxy other = node(skewed);
    Tokens tokens = client.signIn();
    world.clock().pass(Duration.ofMinutes(58));
    skewed.clock().pass(Duration.ofMinutes(58));
    Hold hold = world.provider().conduct().holdRefreshes();
    skewed.scheduler().whenWaiting(1, hold::release);
    CompletableFuture<HttpResponse> first =
        CompletableFuture.supplyAsync(() -> client.refresh(tokens.refreshToken()));
    hold.awaitArrival();

    HttpResponse there = client.at(other).refresh(tokens.refreshToken());

    assertThat(there.status()).isEqualTo(200);
    assertThat(Tokens.of(there).refreshToken()).isEqualTo(Tokens.of(first.join()).refreshToken());
    assertThat(world.provider().refreshes()).isOne();
  }

  /** Half of them on each node; nobody is answered before all have come. */
  private List<HttpResponse> refreshAtOnce(int requests, List<Tokens> grants) {
    Hold hold = world.provider().conduct().holdRefreshes();
    world.scheduler().waitForOthers();
    store.after(requests, "get clients", hold::release);
    AtomicInteger caller = new AtomicInteger();
    return Answers.atOnce(
        requests,
        () -> {
          int number = caller.getAndIncrement();
          Tokens tokens = grants.get(number % grants.size());
          boolean here = number / grants.size() % 2 == 0;
          return client.at(here ? proxy : second).refresh(tokens.refreshToken());
        });
  }

  private TestProxy.World skewed(long seconds) {
    AdjustableClock clock = new AdjustableClock();
    clock.pass(Duration.between(clock.instant(), world.clock().instant()).plusSeconds(seconds));
    return new TestProxy.World(
        clock, world.provider(), new ManualScheduler(clock), store, world.events());
  }

  private static TestProxy node(TestProxy.World world) {
    return new TestProxy(world, TestSettings.simple(), TestProxy.HS256);
  }
}
