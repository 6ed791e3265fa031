package dev.oidcproxy.distribution.launch;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.oidcproxy.application.memory.InMemoryStore;
import dev.oidcproxy.domain.port.KeyValueStore;
import java.time.InstantSource;

/** Binds the store that ends with the process. */
final class MemoryStoreModule extends AbstractModule {

  /** One warning for all that ends with the process, naming what changes it. */
  static String endOfAll(boolean ephemeralKey) {
    return (ephemeralKey ? "tokens and registered clients" : "registered clients and logins")
        + " are kept in memory and end with this process: everybody signs in again after a"
        + " restart. "
        + (ephemeralKey ? "jwt_signing_key and client_storage change" : "client_storage changes")
        + " that";
  }

  @Provides
  @Singleton
  KeyValueStore store(InstantSource clock) {
    return new InMemoryStore(clock);
  }
}
