package dev.oidcproxy.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.domain.port.Key;
import dev.oidcproxy.testkit.redis.RedisConnection;
import dev.oidcproxy.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundTripsTest {

  private static final Key KEY = new Key("grants", "1");
  private static final Duration LONG = Duration.ofHours(1);

  @Test
  void each_operation_is_one_command() {
    try (RedisServer redis = RedisServer.start();
        RedisStore store = Fresh.store(redis.url());
        RedisConnection monitor = new RedisConnection(redis.port())) {
      useEach(store);
      monitor.ask("MONITOR");
      useEach(store);
      redis.ask("ECHO", "the end");
      assertThat(commands(monitor))
          .containsExactly("SET", "GET", "SET", "EVALSHA", "EVALSHA", "SET", "EVALSHA", "SCAN");
    }
  }

  /** Put, get, put if absent, replace, take, health, delete, and a page of keys. */
  private static void useEach(RedisStore store) {
    store.put(KEY, new byte[] {1}, LONG);
    store.get(KEY);
    store.putIfAbsent(KEY, new byte[] {2}, LONG);
    store.replace(KEY, new byte[] {1}, new byte[] {3}, LONG);
    store.take(KEY);
    store.check();
    store.delete(KEY);
    assertThat(store.keys("grants")).isEmpty();
  }

  /** What clients sent; the commands inside a script are the script's. */
  private static List<String> commands(RedisConnection monitor) {
    List<String> commands = new ArrayList<>();
    while (true) {
      String line = (String) monitor.next();
      if (line.contains("the end")) {
        return commands;
      }
      if (!line.contains(" lua] ")) {
        commands.add(line.split("\"")[1]);
      }
    }
  }
}
