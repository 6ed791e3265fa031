package dev.oidcproxy.distribution.launch;

import com.google.inject.Module;
import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.memory.InMemoryStore;
import dev.oidcproxy.application.spi.ProxyPlugin;
import dev.oidcproxy.application.spi.Slot;
import dev.oidcproxy.domain.port.KeyValueStore;
import java.time.InstantSource;

/** A store that outlives the proxies on it; the one named {@code kept} is found by its service. */
public final class KeptStorePlugin implements ProxyPlugin {

  private static final KeyValueStore KEPT = new InMemoryStore(InstantSource.system());

  private final String name;
  private final KeyValueStore store;

  public KeptStorePlugin() {
    this("kept", KEPT);
  }

  KeptStorePlugin(String name, KeyValueStore store) {
    this.name = name;
    this.store = store;
  }

  @Override
  public Slot slot() {
    return Slot.STORE;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Module module(ConfigReader config) {
    config.text("path");
    return binder -> binder.bind(KeyValueStore.class).toInstance(store);
  }
}
