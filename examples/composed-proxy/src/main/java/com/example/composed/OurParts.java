package com.example.composed;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.oidcproxy.application.memory.InMemoryStore;
import dev.oidcproxy.application.outbound.PooledHttpTransport;
import dev.oidcproxy.application.outbound.TrustedCertificates;
import dev.oidcproxy.domain.port.HttpTransport;
import dev.oidcproxy.domain.port.KeyValueStore;
import dev.oidcproxy.domain.port.ProxyEvents;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the other modules need: where state lives, the way to the provider, who hears of events. */
final class OurParts extends AbstractModule {

  private static final Logger LOG = LoggerFactory.getLogger(OurParts.class);

  @Provides
  @Singleton
  KeyValueStore store(InstantSource clock) {
    return new InMemoryStore(clock);
  }

  @Provides
  @Singleton
  PooledHttpTransport pool() {
    return new PooledHttpTransport(TrustedCertificates.platform());
  }

  @Provides
  HttpTransport transport(PooledHttpTransport pool) {
    return pool;
  }

  @Provides
  ProxyEvents events() {
    return event -> LOG.info("{}", event);
  }
}
