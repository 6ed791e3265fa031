package dev.oidcproxy.store.redis;

import dev.oidcproxy.domain.port.Key;
import dev.oidcproxy.testkit.store.StoreConcurrencyContract;
import dev.oidcproxy.testkit.store.StoreContract;
import dev.oidcproxy.testkit.store.StoreExpiryContract;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/** All that a store must do, on any arrangement of servers. */
interface RedisContract extends StoreContract, StoreConcurrencyContract, StoreExpiryContract {

  /** As long as an entry with this lifetime lives. */
  @Override
  default void letPass(Duration time) {
    Key hourglass = new Key("hourglass", "");
    testee().put(hourglass, new byte[0], time);
    Eventually.holds(() -> testee().get(hourglass).isEmpty());
  }

  @AfterEach
  default void close() {
    testee().close();
  }
}
