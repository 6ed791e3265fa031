package dev.oidcproxy.store.redis;

import com.google.inject.Module;
import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.spi.ProxyPlugin;
import dev.oidcproxy.application.spi.Slot;

/** The store named {@code redis}. */
public final class RedisStorePlugin implements ProxyPlugin {

  @Override
  public Slot slot() {
    return Slot.STORE;
  }

  @Override
  public String name() {
    return "redis";
  }

  @Override
  public Module module(ConfigReader config) {
    return new RedisStoreModule(RedisSettings.from(config));
  }
}
