package dev.oidcproxy.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oidcproxy.testkit.redis.RedisConnection;
import dev.oidcproxy.testkit.redis.RedisServer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultyLinkTest {

  private final RedisServer redis = RedisServer.start();
  private final FaultyLink link = FaultyLink.to(redis.port());
  private final RedisConnection connection = new RedisConnection(link.port());

  @AfterEach
  void close() {
    connection.close();
    link.close();
    redis.close();
  }

  @Test
  void bytes_go_there_and_back() {
    String mebibyte = "x".repeat(1 << 20);
    connection.ask("SET", "a", mebibyte);
    assertThat(connection.ask("GET", "a")).isEqualTo(mebibyte);
    assertThat(link.accepted()).isOne();
  }

  @Test
  void a_cut_ends_connections_and_new_ones_until_it_is_restored() {
    connection.ask("PING");
    link.cut();
    assertThatThrownBy(() -> connection.ask("PING")).isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(this::ping).isInstanceOf(UncheckedIOException.class);
    link.restore();
    assertThat(ping()).isEqualTo("PONG");
  }

  @Test
  void what_is_held_arrives_once_it_is_restored() throws Exception {
    connection.ask("PING");
    link.hold();
    var answer = CompletableFuture.supplyAsync(() -> connection.ask("SET", "a", "1"));
    assertThatThrownBy(() -> answer.get(100, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    assertThat(redis.ask("GET", "a")).isNull();
    link.restore();
    assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("OK");
  }

  @Test
  void a_request_whose_answer_is_held_was_acted_upon() throws Exception {
    connection.ask("PING");
    link.holdAnswers();
    var answer = CompletableFuture.supplyAsync(() -> connection.ask("LPUSH", "list", "1"));
    assertThat((Iterable<?>) redis.ask("BLPOP", "list", "10")).hasSize(2);
    assertThat(answer).isNotDone();
    link.restore();
    assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(1L);
  }

  @Test
  void a_delay_makes_each_direction_slower() {
    connection.ask("PING");
    link.delay(Duration.ofMillis(50));
    long before = System.nanoTime();
    connection.ask("PING");
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isBetween(Duration.ofMillis(100), Duration.ofSeconds(10));
  }

  private Object ping() {
    try (RedisConnection another = new RedisConnection(link.port())) {
      return another.ask("PING");
    }
  }
}
