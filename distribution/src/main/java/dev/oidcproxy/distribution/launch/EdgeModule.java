package dev.oidcproxy.distribution.launch;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.OptionalBinder;
import dev.oidcproxy.application.guice.ProxyModule;
import dev.oidcproxy.application.http.RouteObserver;
import dev.oidcproxy.application.spi.AuditSink;
import dev.oidcproxy.distribution.audit.AuditTrail;
import dev.oidcproxy.distribution.audit.LoggedEvents;
import dev.oidcproxy.distribution.launch.Keeping.Kept;
import dev.oidcproxy.distribution.management.MeteredEvents;
import dev.oidcproxy.distribution.management.Metrics;
import dev.oidcproxy.domain.port.ProxyEvents;
import dev.oidcproxy.http.undertow.UndertowModule;
import dev.oidcproxy.http.undertow.gateway.GatewayObserver;
import java.time.InstantSource;
import java.util.Optional;

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
    OptionalBinder.newOptionalBinder(binder(), AuditSink.class);
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

  @Provides
  @Singleton
  Optional<AuditTrail> auditTrail(Optional<AuditSink> sink, InstantSource clock) {
    return sink.map(chosen -> new AuditTrail(chosen, clock, metrics::auditLost));
  }

  /** Events are lines of the log, or entries of whatever was chosen to keep them. */
  @Provides
  @Singleton
  ProxyEvents events(Optional<AuditTrail> trail) {
    LoggedEvents log = new LoggedEvents();
    ProxyEvents kept =
        trail
            .<ProxyEvents>map(audit ->
                event -> {
                  audit.on(event);
                  log.onlyTrouble(event);
                })
            .orElse(log);
    return new MeteredEvents(metrics, kept);
  }
}
