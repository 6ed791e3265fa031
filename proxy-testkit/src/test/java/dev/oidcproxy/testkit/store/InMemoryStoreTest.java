package dev.oidcproxy.testkit.store;

import dev.oidcproxy.application.memory.InMemoryStore;
import dev.oidcproxy.domain.port.KeyValueStore;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

class InMemoryStoreTest implements StoreContract, StoreConcurrencyContract, StoreExpiryContract {

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final KeyValueStore store = new InMemoryStore(now::get);

  @Override
  public KeyValueStore testee() {
    return store;
  }

  @Override
  public void letPass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }
}
