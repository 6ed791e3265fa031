package dev.oidcproxy.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oidcproxy.domain.error.StoreException;
import dev.oidcproxy.domain.port.Key;
import dev.oidcproxy.testkit.redis.RedisCluster;
import dev.oidcproxy.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClusterFaultTest {

  private static final Duration LONG = Duration.ofHours(1);

  /** So many that every node has some. */
  private static final List<Key> KEYS =
      IntStream.range(0, 60).mapToObj(i -> new Key("grants", "" + i)).toList();

  @Test
  void a_node_that_was_killed_is_found_again() throws Exception {
    BlockingQueue<Key> heard = new LinkedBlockingQueue<>();
    try (RedisCluster redis = RedisCluster.start();
        RedisStore store = Fresh.store(redis.url())) {
      store.onChange("grants", heard::add);
      KEYS.forEach(key -> store.put(key, new byte[1], LONG));
      assertThat(store.keys("grants")).containsExactlyInAnyOrderElementsOf(KEYS);
      RedisServer killed = redis.masters().get(1);
      killed.kill();
      assertThatThrownBy(() -> KEYS.forEach(store::get)).isInstanceOf(StoreException.class);
      killed.restart();
      Eventually.works(() -> KEYS.forEach(key -> store.put(key, new byte[1], LONG)));
      for (Key key : KEYS) {
        assertThat(store.take(key)).isPresent();
      }
      // From its node, whichever that is, by way of the one that we are subscribed at.
      Eventually.holds(() -> {
        store.put(KEYS.getFirst(), new byte[1], LONG);
        store.delete(KEYS.getFirst());
        return heard.contains(KEYS.getFirst());
      });
      assertThat(heard.poll(20, TimeUnit.SECONDS)).isNotNull();
    }
  }
}
