package dev.oidcproxy.store.redis;

import dev.oidcproxy.domain.port.KeyValueStore;
import dev.oidcproxy.testkit.redis.RedisCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class RedisClusterStoreTest implements RedisContract {

  private static RedisCluster redis;
  private final KeyValueStore store = Fresh.store(redis.url());

  @BeforeAll
  static void start() {
    redis = RedisCluster.start();
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
