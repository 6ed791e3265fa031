package dev.oidcproxy.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oidcproxy.domain.error.StoreException;
import dev.oidcproxy.domain.port.Health;
import dev.oidcproxy.domain.port.Key;
import dev.oidcproxy.testkit.network.FaultyLink;
import dev.oidcproxy.testkit.redis.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One store object, before, during and after each fault: it is never made anew. */
class FaultTest {

  private static final Duration LONG = Duration.ofHours(1);
  private static final Key KEY = new Key("grants", "1");
  private static final byte[] ONE = "one".getBytes(UTF_8);
  private static final byte[] TWO = "two".getBytes(UTF_8);

  @TempDir private Path folder;
  private RedisServer redis;
  private FaultyLink link;
  private RedisStore store;

  @BeforeEach
  void start() {
    redis = RedisServer.startIn(folder);
    link = FaultyLink.to(redis.port());
    store = Fresh.store("redis://127.0.0.1:" + link.port(), "test");
  }

  @AfterEach
  void stop() {
    store.close();
    link.close();
    redis.close();
  }

  @Test
  void a_cut_connection_fails_at_once_and_comes_back() {
    store.put(KEY, ONE, LONG);
    link.cut();
    assertFails("the connection to Redis is down");
    long before = System.nanoTime();
    assertFails("the connection to Redis is down");
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
    assertThat(store.check()).isInstanceOf(Health.Down.class);
    link.restore();
    assertComesBack();
  }

  @Test
  void a_black_hole_is_noticed_and_its_connection_replaced() {
    store.put(KEY, ONE, LONG);
    int before = link.accepted();
    link.hold();
    assertFails("Redis did not answer in 2 s");
    Eventually.holds(() -> link.accepted() > before);
    link.restore();
    assertComesBack();
  }

  @Test
  void slow_is_not_down_until_it_is_too_slow() {
    store.put(KEY, ONE, LONG);
    link.delay(Duration.ofMillis(100));
    assertThat(store.get(KEY)).contains(ONE);
    link.delay(Duration.ofSeconds(3));
    assertFails("Redis did not answer in 2 s");
    link.restore();
    assertComesBack();
  }

  @Test
  void a_killed_server_is_found_again_with_all_that_was_acknowledged() {
    store.put(KEY, ONE, LONG);
    redis.kill();
    assertFails("the connection to Redis is down");
    redis.restart();
    assertComesBack();
  }

  @Test
  void a_server_that_is_down_at_the_start_stops_nothing() {
    redis.kill();
    try (RedisStore early = Fresh.store(redis.url(), "test")) {
      assertThat(early.check())
          .isEqualTo(new Health.Down("cannot connect to Redis: nothing listens there"));
      redis.restart();
      Eventually.holds(() -> early.check().equals(new Health.Up()));
    }
  }

  @Test
  void a_crowd_makes_one_attempt_to_connect() throws Exception {
    link.cut();
    try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture.allOf(
              IntStream.range(0, 64)
                  .mapToObj(i ->
                      CompletableFuture.runAsync(
                          () -> assertThat(store.check()).isInstanceOf(Health.Down.class), crowd))
                  .toArray(CompletableFuture<?>[]::new))
          .get(20, TimeUnit.SECONDS);
    }
    assertThat(link.accepted()).isBetween(1, 3);
  }

  @Test
  void a_replica_takes_no_writes_until_it_is_the_master_again() {
    store.put(KEY, ONE, LONG);
    redis.ask("REPLICAOF", "127.0.0.1", "1");
    assertThatThrownBy(() -> store.replace(KEY, ONE, TWO, LONG))
        .isInstanceOf(StoreException.class)
        .hasMessage("Redis is a replica now and takes no writes");
    Eventually.holds(
        () -> store.check().equals(new Health.Down("Redis is a replica now and takes no writes")));
    redis.ask("REPLICAOF", "NO", "ONE");
    assertComesBack();
  }

  @Test
  void a_full_server_refuses_writes_and_still_reads() {
    store.put(KEY, ONE, LONG);
    redis.ask("CONFIG", "SET", "maxmemory", "1");
    assertThatThrownBy(() -> store.replace(KEY, ONE, TWO, LONG))
        .isInstanceOf(StoreException.class)
        .hasMessage("Redis has no memory left: raise maxmemory");
    assertThat(store.get(KEY)).contains(ONE);
    redis.ask("CONFIG", "SET", "maxmemory", "0");
    assertComesBack();
  }

  @Test
  void a_write_whose_answer_was_lost_is_looked_for() throws Exception {
    store.put(KEY, TWO, LONG);
    // So that the server has the script, and the next run is one command.
    store.replace(KEY, TWO, ONE, LONG);
    link.holdAnswers();
    var replaced = CompletableFuture.supplyAsync(() -> store.replace(KEY, ONE, TWO, LONG));
    Eventually.holds(() -> "two".equals(redis.ask("GET", "test:grants:1")));
    link.cut();
    link.restore();
    assertThat(replaced.get(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void an_insert_whose_answer_was_lost_is_looked_for() throws Exception {
    store.check();
    link.holdAnswers();
    var inserted = CompletableFuture.supplyAsync(() -> store.putIfAbsent(KEY, ONE, LONG));
    Eventually.holds(() -> "one".equals(redis.ask("GET", "test:grants:1")));
    link.cut();
    link.restore();
    assertThat(inserted.get(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void a_write_that_may_never_have_arrived_is_in_doubt() {
    store.put(KEY, ONE, LONG);
    link.hold();
    var replaced = CompletableFuture.supplyAsync(() -> store.replace(KEY, ONE, TWO, LONG));
    assertThatThrownBy(() -> replaced.get(200, TimeUnit.MILLISECONDS))
        .isInstanceOf(java.util.concurrent.TimeoutException.class);
    link.cut();
    link.restore();
    assertThatThrownBy(() -> replaced.get(20, TimeUnit.SECONDS))
        .hasCauseInstanceOf(StoreException.class);
    assertComesBack();
  }

  @Test
  void a_closed_store_says_so_by_a_failure() {
    store.put(KEY, ONE, LONG);
    store.close();
    assertThatThrownBy(() -> store.get(KEY)).isInstanceOf(StoreException.class);
  }

  private void assertFails(String words) {
    assertThatThrownBy(() -> store.get(KEY)).isInstanceOf(StoreException.class).hasMessage(words);
  }

  /** With what was there, and with scripts, which a server forgets with its process. */
  private void assertComesBack() {
    Eventually.holds(() -> store.get(KEY).isPresent());
    assertThat(store.get(KEY)).contains(ONE);
    assertThat(store.replace(KEY, ONE, TWO, LONG)).isTrue();
    assertThat(store.take(KEY)).contains(TWO);
    assertThat(store.check()).isEqualTo(new Health.Up());
  }
}
