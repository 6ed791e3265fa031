package dev.oidcproxy.store.redis;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.OptionalBinder;
import dev.oidcproxy.application.outbound.TrustedCertificates;
import dev.oidcproxy.domain.port.KeyValueStore;
import java.util.Optional;

/** Binds the store; takes a binding of {@link TrustedCertificates} for TLS, if there is one. */
public final class RedisStoreModule extends AbstractModule {

  private final RedisSettings settings;

  public RedisStoreModule(RedisSettings settings) {
    this.settings = settings;
  }

  @Override
  protected void configure() {
    OptionalBinder.newOptionalBinder(binder(), TrustedCertificates.class);
  }

  @Provides
  @Singleton
  KeyValueStore store(Optional<TrustedCertificates> trusted) {
    return new RedisStore(settings, trusted.orElse(TrustedCertificates.platform()));
  }
}
