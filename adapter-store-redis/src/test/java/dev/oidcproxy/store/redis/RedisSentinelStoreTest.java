package dev.oidcproxy.store.redis;

import dev.oidcproxy.domain.port.KeyValueStore;
import dev.oidcproxy.testkit.redis.RedisSentinel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class RedisSentinelStoreTest implements RedisContract {

  private static RedisSentinel redis;
  private final KeyValueStore store = Fresh.store(redis.url());

  @BeforeAll
  static void start() {
    redis = RedisSentinel.start();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @Override
  public KeyValueStore testee() {
    return store;
  }
}
