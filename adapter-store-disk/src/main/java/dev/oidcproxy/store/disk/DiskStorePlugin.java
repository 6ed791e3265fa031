package dev.oidcproxy.store.disk;

import com.google.inject.Module;
import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.spi.ProxyPlugin;
import dev.oidcproxy.application.spi.Slot;

/** The store named {@code disk}. */
public final class DiskStorePlugin implements ProxyPlugin {

  @Override
  public Slot slot() {
    return Slot.STORE;
  }

  @Override
  public String name() {
    return "disk";
  }

  @Override
  public Module module(ConfigReader config) {
    return new DiskStoreModule(DiskSettings.from(config));
  }
}
