package dev.oidcproxy.store.redis;

import dev.oidcproxy.domain.port.KeyValueStore;
import dev.oidcproxy.testkit.redis.RedisCluster;
import dev.oidcproxy.testkit.store.*;
import java.time.Duration;
import org.junit.jupiter.api.*;

class RedisClusterStoreTest implements StoreContract, StoreConcurrencyContract, StoreExpiryContract {
  private static final RedisCluster REDIS = RedisCluster.start();
  private final RedisStore store = Fresh.store(REDIS.url());

  @Override
  public KeyValueStore testee() {
    return store;
  }

  @Override
  public void letPass(Duration time) {
    REDIS.masters().getFirst().letPass(time);
  }

  @AfterEach
  void close() {
    store.close();
  }
}
