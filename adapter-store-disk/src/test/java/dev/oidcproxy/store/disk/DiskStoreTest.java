package dev.oidcproxy.store.disk;

import dev.oidcproxy.domain.port.KeyValueStore;
import dev.oidcproxy.testkit.store.StoreConcurrencyContract;
import dev.oidcproxy.testkit.store.StoreContract;
import dev.oidcproxy.testkit.store.StoreDurabilityContract;
import dev.oidcproxy.testkit.store.StoreExpiryContract;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;

class DiskStoreTest
    implements StoreContract,
        StoreConcurrencyContract,
        StoreExpiryContract,
        StoreDurabilityContract {
  @RegisterExtension private final Disk disk = new Disk();

  @Override
  public KeyValueStore testee() {
    return disk.store();
  }

  @Override
  public void letPass(Duration time) {
    disk.clock().pass(time);
  }

  @Override
  public void reopen() {
    disk.reopen();
  }
}
