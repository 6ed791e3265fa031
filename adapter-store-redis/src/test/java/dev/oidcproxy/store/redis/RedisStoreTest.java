package dev.oidcproxy.store.redis;

import dev.oidcproxy.domain.port.KeyValueStore;
import dev.oidcproxy.testkit.redis.RedisServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class RedisStoreTest implements RedisContract {

  private static RedisServer redis;
  private final KeyValueStore store = Fresh.store(redis.url());

  @BeforeAll
  static void start() {
    redis = RedisServer.start();
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
