package dev.oidcproxy.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oidcproxy.domain.error.StoreException;
import dev.oidcproxy.domain.port.Health;
import dev.oidcproxy.domain.port.Key;
import dev.oidcproxy.testkit.redis.RedisServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Users of Redis and their passwords. */
class AccessTest {

  private static final Duration LONG = Duration.ofHours(1);
  private static RedisServer redis;

  /** The rights are those of the README. */
  @BeforeAll
  static void start() {
    redis = RedisServer.start();
    redis.ask(
        ("ACL SETUSER proxy reset on >canary ~oidc-proxy:* &oidc-proxy:*"
                + " +@connection +@pubsub +@string +del +scan +eval +evalsha +wait")
            .split(" "));
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @Test
  void a_user_with_few_rights_is_enough() throws Exception {
    try (RedisStore store = as("proxy:canary")) {
      BlockingQueue<Key> heard = new LinkedBlockingQueue<>();
      store.onChange("grants", heard::add);
      Key key = new Key("grants", "1");
      assertThat(store.putIfAbsent(key, new byte[] {1}, LONG)).isTrue();
      assertThat(store.replace(key, new byte[] {1}, new byte[] {2}, LONG)).isTrue();
      assertThat(store.keys("grants")).containsExactly(key);
      assertThat(store.take(key)).contains(new byte[] {2});
      assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo(key);
      store.delete(key);
      assertThat(store.check()).isEqualTo(new Health.Up());
    }
  }

  @Test
  void a_wrong_password_is_said_and_never_shown() {
    try (RedisStore store = as("proxy:canary-wrong")) {
      assertThatThrownBy(() -> store.get(new Key("grants", "1")))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("does not know the user and password of client_storage.url")
          .satisfies(e -> {
            StringWriter all = new StringWriter();
            e.printStackTrace(new PrintWriter(all));
            assertThat(all.toString()).doesNotContain("canary");
          });
    }
  }

  @Test
  void what_the_user_may_not_do_is_said() {
    try (RedisStore store = Fresh.store(redis.url().replace("//", "//proxy:canary@"), "foreign")) {
      assertThat(store.check())
          .isEqualTo(
              new Health.Down("the Redis user may not do this: see the README for what it needs"));
    }
  }

  private static RedisStore as(String credentials) {
    return Fresh.store(redis.url().replace("//", "//" + credentials + "@"), "oidc-proxy");
  }
}
