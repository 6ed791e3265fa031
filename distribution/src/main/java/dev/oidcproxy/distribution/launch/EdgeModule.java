package dev.oidcproxy.distribution.launch;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.OptionalBinder;
import dev.oidcproxy.application.guice.ProxyModule;
import dev.oidcproxy.application.http.RouteObserver;
import dev.oidcproxy.distribution.launch.Keeping.Kept;
import dev.oidcproxy.distribution.management.MeteredEvents;
import dev.oidcproxy.distribution.management.Metrics;
import dev.oidcproxy.domain.port.ProxyEvents;
import dev.oidcproxy.http.undertow.UndertowModule;
import dev.oidcproxy.http.undertow.gateway.GatewayObserver;

/** Everything that was planned, counted, and with every binding written down. */
final class EdgeModule extends AbstractModule {

  private final Plan plan;
  private final Kept kept;
  private final Metrics metrics;

  EdgeModule(Plan plan, Kept kept, Metrics metrics) {
    this.plan = plan;
    this.kept = kept;
    this.metrics = metrics;
  }

  @Override
  protected void configure() {
    binder().requireExplicitBindings();
    binder().disableCircularProxies();
    binder().requireAtInjectOnConstructors();
    binder().requireExactBindingAnnotations();
    bind(ProxyEvents.class).toInstance(new MeteredEvents(metrics));
    OptionalBinder.newOptionalBinder(binder(), RouteObserver.class)
        .setBinding()
        .toInstance(metrics::answered);
    OptionalBinder.newOptionalBinder(binder(), GatewayObserver.class)
        .setBinding()
        .toInstance(metrics::passed);
    install(new ProxyModule(plan.settings(), kept.signing(), kept.encryption()));
    install(kept.store());
    plan.modules().forEach(this::install);
    install(new UndertowModule(plan.server()));
  }
}
