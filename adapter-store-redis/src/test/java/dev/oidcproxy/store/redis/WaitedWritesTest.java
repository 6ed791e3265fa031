package dev.oidcproxy.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oidcproxy.domain.error.StoreException;
import dev.oidcproxy.domain.port.Key;
import dev.oidcproxy.testkit.redis.RedisServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What spends a code or a refresh token counts once a replica has it. */
class WaitedWritesTest {

  private static final Key KEY = new Key("grants", "1");
  private static final Duration LONG = Duration.ofHours(1);
  private static final byte[] ONE = {1};
  private static final byte[] TWO = {2};

  private RedisServer master;
  private RedisServer replica;
  private RedisStore store;

  @BeforeEach
  void start() {
    master = RedisServer.start("--repl-diskless-sync-delay", "0");
    replica = RedisServer.start("--replicaof", "127.0.0.1 " + master.port());
    store =
        Fresh.store(
            new RedisSettings(RedisAddress.parse(master.url()), "test", 1, Duration.ofSeconds(1)));
    Eventually.holds(() -> master.ask("INFO", "replication").toString().contains("state=online"));
  }

  @AfterEach
  void stop() {
    store.close();
    replica.close();
    master.close();
  }

  @Test
  void what_was_spent_is_on_the_replica_when_the_answer_comes() {
    store.put(KEY, ONE, LONG);
    assertThat(store.replace(KEY, ONE, TWO, LONG)).isTrue();
    assertThat(replica.ask("GET", "test:grants:1")).isEqualTo("\u0002");
    assertThat(store.take(KEY)).contains(TWO);
    assertThat(replica.ask("GET", "test:grants:1")).isNull();
  }

  @Test
  void without_the_replica_a_write_is_not_acknowledged_although_it_happened() {
    store.put(KEY, ONE, LONG);
    replica.kill();
    assertThatThrownBy(() -> store.replace(KEY, ONE, TWO, LONG))
        .isInstanceOf(StoreException.class)
        .hasMessage("fewer than client_storage.wait_replicas = 1 replicas have the write");
    assertThat(store.get(KEY)).contains(TWO);
    assertThatThrownBy(() -> store.take(KEY)).isInstanceOf(StoreException.class);
  }

  @Test
  void what_writes_nothing_needs_no_replica() {
    store.put(KEY, ONE, LONG);
    replica.kill();
    assertThat(store.replace(KEY, TWO, ONE, LONG)).isFalse();
    assertThat(store.take(new Key("grants", "never there"))).isEmpty();
  }

  @Test
  void what_need_not_wait_does_not_stand_behind_what_does() {
    store.put(KEY, ONE, LONG);
    replica.kill();
    Thread waits =
        Thread.ofVirtual()
            .start(() ->
                assertThatThrownBy(() -> store.replace(KEY, ONE, TWO, LONG))
                    .isInstanceOf(StoreException.class));
    Eventually.holds(() -> store.get(KEY).filter(value -> value[0] == 2).isPresent());
    assertThat(waits.isAlive()).isTrue();
  }
}
