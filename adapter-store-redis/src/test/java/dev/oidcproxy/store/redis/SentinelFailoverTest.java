package dev.oidcproxy.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.domain.port.ChangeListener;
import dev.oidcproxy.domain.port.Key;
import dev.oidcproxy.testkit.redis.RedisSentinel;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SentinelFailoverTest {

  private static final Key KEY = new Key("grants", "1");
  private static final Duration LONG = Duration.ofHours(1);

  /** The answer to the last write was given once the replica had it, so nothing may be missing. */
  @Test
  void after_the_master_was_killed_the_store_goes_on_with_the_replica() throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    try (RedisSentinel redis = RedisSentinel.start();
        RedisStore store =
            Fresh.store(
                new RedisSettings(
                    RedisAddress.parse(redis.url()), "test", 1, LONG.dividedBy(360)))) {
      store.onChange("grants", new Noted(heard));
      store.put(KEY, new byte[] {1}, LONG);
      assertThat(store.replace(KEY, new byte[] {1}, new byte[] {2}, LONG)).isTrue();
      redis.master().kill();
      assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("interrupted");
      Eventually.works(() -> store.put(new Key("grants", "2"), new byte[1], LONG));
      assertThat(store.get(KEY)).contains(new byte[] {2});
      assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("resumed");
      store.delete(KEY);
      assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("removed");
    }
  }

  private record Noted(BlockingQueue<String> heard) implements ChangeListener {
    @Override
    public void removed(Key key) {
      heard.add("removed");
    }

    @Override
    public void interrupted() {
      heard.add("interrupted");
    }

    @Override
    public void resumed() {
      heard.add("resumed");
    }
  }
}
