package dev.oidcproxy.distribution.launch;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.oidcproxy.application.memory.InMemoryStore;
import dev.oidcproxy.domain.port.KeyValueStore;
import java.time.InstantSource;

/** Binds the store that ends with the process. */
final class MemoryStoreModule extends AbstractModule {

  @Provides
  @Singleton
  KeyValueStore store(InstantSource clock) {
    return new InMemoryStore(clock);
  }
}
