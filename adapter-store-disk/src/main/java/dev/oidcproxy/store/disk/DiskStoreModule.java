package dev.oidcproxy.store.disk;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.oidcproxy.domain.port.KeyValueStore;
import dev.oidcproxy.domain.port.Scheduler;
import java.time.InstantSource;

/**
 * Binds the store on disk. Needs bindings of {@link InstantSource} and {@link Scheduler} from
 * elsewhere; who builds the proxy closes the store.
 */
public final class DiskStoreModule extends AbstractModule {

  private final DiskSettings settings;

  public DiskStoreModule(DiskSettings settings) {
    this.settings = settings;
  }

  @Override
  protected void configure() {
    requireBinding(InstantSource.class);
    requireBinding(Scheduler.class);
  }

  @Provides
  @Singleton
  KeyValueStore store(InstantSource clock, Scheduler scheduler) {
    return new DiskStore(settings, clock, scheduler);
  }
}
