package dev.oidcproxy.distribution.launch;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Stage;
import dev.oidcproxy.application.OAuthProxy;
import dev.oidcproxy.application.gateway.CrossOrigin;
import dev.oidcproxy.application.outbound.PooledHttpTransport;
import dev.oidcproxy.distribution.management.ManagementRoutes;
import dev.oidcproxy.distribution.management.MeteredEvents;
import dev.oidcproxy.distribution.management.Metrics;
import dev.oidcproxy.distribution.management.Readiness;
import dev.oidcproxy.domain.port.Entropy;
import dev.oidcproxy.domain.port.IdentityProvider;
import dev.oidcproxy.domain.port.KeyValueStore;
import dev.oidcproxy.domain.port.ProxyEvents;
import dev.oidcproxy.http.undertow.McpResources;
import dev.oidcproxy.http.undertow.UndertowServer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** A proxy that accepts requests. */
public final class RunningProxy implements AutoCloseable {

  /** What is in flight may take this long to end; the usual patience of a process manager. */
  private static final Duration DRAIN = Duration.ofSeconds(20);

  private final Plan plan;
  private final Injector injector;
  private final Readiness readiness;
  private final UndertowServer server;
  private final Optional<UndertowServer> management;
  private final Optional<InetSocketAddress> managementAddress;
  private final InetSocketAddress address;

  private RunningProxy(Plan plan) {
    this.plan = plan;
    Metrics metrics = new Metrics();
    this.injector =
        Guice.createInjector(Stage.PRODUCTION, new Edge(plan, new MeteredEvents(metrics)));
    this.readiness = new Readiness(instance(IdentityProvider.class), instance(KeyValueStore.class));
    metrics.observe(readiness);
    Entropy entropy = instance(Entropy.class);
    this.management =
        plan.management()
            .map(settings ->
                new UndertowServer(settings, ManagementRoutes.of(readiness, metrics), entropy));
    OAuthProxy proxy = instance(OAuthProxy.class);
    this.server =
        new UndertowServer(
            plan.server(),
            proxy.routes().observedBy(metrics::answered),
            new McpResources(
                plan.settings().protectedResources(),
                proxy.gate(),
                new CrossOrigin(plan.settings().allowedOrigins()),
                metrics::passed),
            entropy,
            instance(InstantSource.class));
    this.managementAddress = management.map(UndertowServer::start);
    this.address = server.start();
  }

  /** Everything that was planned, with bindings that are all written down. */
  private static final class Edge extends AbstractModule {

    private final Plan plan;
    private final ProxyEvents events;

    Edge(Plan plan, ProxyEvents events) {
      this.plan = plan;
      this.events = events;
    }

    @Override
    protected void configure() {
      binder().requireExplicitBindings();
      binder().disableCircularProxies();
      binder().requireAtInjectOnConstructors();
      binder().requireExactBindingAnnotations();
      bind(ProxyEvents.class).toInstance(events);
      plan.modules().forEach(this::install);
    }
  }

  /**
   * Starts it.
   *
   * @throws java.io.UncheckedIOException when an address cannot be listened on
   */
  public static RunningProxy start(Plan plan) {
    return new RunningProxy(plan);
  }

  /** The line that says that requests are accepted. */
  public String readyLine() {
    return "ready: " + plan.settings().baseUrl() + " (listening on " + listening() + ")";
  }

  /** The address that is really listened on. */
  public InetSocketAddress address() {
    return address;
  }

  public Optional<InetSocketAddress> managementAddress() {
    return managementAddress;
  }

  /** Stops accepting, finishes what is in flight, ends. */
  @Override
  public void close() {
    readiness.stop();
    server.stop(DRAIN);
    management.ifPresent(UndertowServer::close);
    instance(OAuthProxy.class).close();
    instance(PooledHttpTransport.class).close();
    instance(KeyValueStore.class).close();
  }

  private String listening() {
    String host = plan.server().listen().host();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  private <T> T instance(Class<T> type) {
    return injector.getInstance(Key.get(type));
  }
}
