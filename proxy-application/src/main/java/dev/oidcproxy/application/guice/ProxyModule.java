package dev.oidcproxy.application.guice;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.OptionalBinder;
import dev.oidcproxy.application.OAuthProxy;
import dev.oidcproxy.application.OAuthProxyBuilder;
import dev.oidcproxy.application.branding.PageTemplate;
import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.config.SigningSettings;
import dev.oidcproxy.application.crypto.SealKeys;
import dev.oidcproxy.application.crypto.SecureEntropy;
import dev.oidcproxy.application.flow.Surroundings;
import dev.oidcproxy.application.gateway.Gate;
import dev.oidcproxy.application.http.RouteObserver;
import dev.oidcproxy.application.http.Routes;
import dev.oidcproxy.application.memory.VirtualThreadScheduler;
import dev.oidcproxy.application.outbound.TrustedCertificates;
import dev.oidcproxy.domain.port.Entropy;
import dev.oidcproxy.domain.port.IdentityProvider;
import dev.oidcproxy.domain.port.KeyValueStore;
import dev.oidcproxy.domain.port.ProxyEvents;
import dev.oidcproxy.domain.port.Scheduler;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Binds {@link OAuthProxy} and what servers need of it. Needs bindings of {@link IdentityProvider},
 * {@link KeyValueStore} and {@link ProxyEvents} from elsewhere; a {@link RouteObserver} may be
 * bound with {@code OptionalBinder}, {@link TrustedCertificates} for fetching what clients publish,
 * and a {@link PageTemplate}.
 */
public final class ProxyModule extends AbstractModule {

  private final ProxySettings settings;
  private final SigningSettings signing;
  private final SealKeys encryption;

  public ProxyModule(ProxySettings settings, SigningSettings signing, SealKeys encryption) {
    this.settings = settings;
    this.signing = signing;
    this.encryption = encryption;
  }

  @Override
  protected void configure() {
    requireBinding(IdentityProvider.class);
    requireBinding(KeyValueStore.class);
    requireBinding(ProxyEvents.class);
    OptionalBinder.newOptionalBinder(binder(), RouteObserver.class)
        .setDefault()
        .toInstance(RouteObserver.NONE);
    OptionalBinder.newOptionalBinder(binder(), TrustedCertificates.class);
    OptionalBinder.newOptionalBinder(binder(), PageTemplate.class);
    bind(ProxySettings.class).toInstance(settings);
    bind(InstantSource.class).toInstance(InstantSource.system());
  }

  @Provides
  @Singleton
  Entropy entropy() {
    return new SecureEntropy();
  }

  @Provides
  @Singleton
  Scheduler scheduler() {
    return new VirtualThreadScheduler();
  }

  @Provides
  @Singleton
  Surroundings surroundings(
      InstantSource clock, Entropy entropy, Scheduler scheduler, ProxyEvents events) {
    return new Surroundings(clock, entropy, scheduler, events);
  }

  @Provides
  @Singleton
  OAuthProxy proxy(
      IdentityProvider provider,
      KeyValueStore store,
      Surroundings surroundings,
      Optional<TrustedCertificates> trusted,
      Optional<PageTemplate> pages) {
    OAuthProxyBuilder proxy =
        OAuthProxy.builder(settings, provider)
            .store(store)
            .signing(signing)
            .encryption(encryption)
            .surroundings(surroundings)
            .trust(trusted.orElse(TrustedCertificates.platform()));
    pages.ifPresent(proxy::pages);
    return proxy.build();
  }

  @Provides
  Routes routes(OAuthProxy proxy, RouteObserver observer) {
    return proxy.routes().observedBy(observer);
  }

  @Provides
  Gate gate(OAuthProxy proxy) {
    return proxy.gate();
  }
}
