package dev.oidcproxy.store.redis;

import dev.oidcproxy.domain.port.KeyValueStore;
import dev.oidcproxy.testkit.redis.RedisServer;
import dev.oidcproxy.testkit.store.*;
import java.time.Duration;
import org.junit.jupiter.api.*;

class RedisStoreTest implements StoreContract, StoreConcurrencyContract, StoreExpiryContract {
  private static final RedisServer REDIS = RedisServer.start();
  private final RedisStore store = Fresh.store(REDIS.url());

  @Override
  public KeyValueStore testee() {
    return store;
  }

  @Override
  public void letPass(Duration time) {
    REDIS.letPass(time);
  }

  @AfterEach
  void close() {
    store.close();
  }
}
