package dev.oidcproxy.testkit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisServerTest {

  @Test
  void options_are_those_of_its_command_line() {
    try (RedisServer redis = RedisServer.start("--maxmemory", "10mb")) {
      assertThat(redis.ask("CONFIG", "GET", "maxmemory"))
          .asInstanceOf(LIST)
          .containsExactly("maxmemory", "10485760");
      assertThatThrownBy(() -> redis.ask("NONSENSE"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("ERR unknown command");
    }
  }

  @Test
  void without_a_folder_what_it_holds_ends_with_the_process() {
    try (RedisServer redis = RedisServer.start()) {
      redis.ask("SET", "a", "1");
      redis.restart();
      assertThat(redis.ask("GET", "a")).isNull();
    }
  }

  @Test
  void with_a_folder_what_was_acknowledged_survives_the_kill(@TempDir Path folder) {
    try (RedisServer redis = RedisServer.startIn(folder)) {
      redis.ask("SET", "a", "1");
      redis.kill();
      assertThatThrownBy(() -> redis.ask("PING")).isInstanceOf(UncheckedIOException.class);
      redis.restart();
      assertThat(redis.ask("GET", "a")).isEqualTo("1");
    }
  }
}
