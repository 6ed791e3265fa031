package dev.oidcproxy.distribution.launch;

import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import dev.oidcproxy.application.OAuthProxy;
import dev.oidcproxy.application.admin.AdminRoutes;
import dev.oidcproxy.application.http.Route;
import dev.oidcproxy.application.outbound.PooledHttpTransport;
import dev.oidcproxy.application.state.SealCheck;
import dev.oidcproxy.distribution.audit.AuditTrail;
import dev.oidcproxy.distribution.launch.Keeping.Kept;
import dev.oidcproxy.distribution.management.AdminToken;
import dev.oidcproxy.distribution.management.ManagementRoutes;
import dev.oidcproxy.distribution.management.Metrics;
import dev.oidcproxy.distribution.management.Readiness;
import dev.oidcproxy.distribution.plugin.PluginInjector;
import dev.oidcproxy.distribution.plugin.UnusablePluginException;
import dev.oidcproxy.domain.port.Entropy;
import dev.oidcproxy.domain.port.IdentityProvider;
import dev.oidcproxy.domain.port.KeyValueStore;
import dev.oidcproxy.domain.port.Scheduler;
import dev.oidcproxy.domain.port.Subscription;
import dev.oidcproxy.http.undertow.UndertowServer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A proxy that accepts requests. */
public final class RunningProxy implements AutoCloseable {

  /** What is in flight may take this long to end; less than process managers wait. */
  private static final Duration DRAIN = Duration.ofSeconds(20);

  private static final Logger LOG = LoggerFactory.getLogger("oidc-proxy");

  private final Plan plan;
  private final Injector injector;
  private final Subscription sealWatch;
  private final Readiness readiness;
  private final Optional<UndertowServer> management;
  private final Optional<InetSocketAddress> managementAddress;
  private final InetSocketAddress address;
  private final AdminToken adminToken;

  private RunningProxy(Plan plan) {
    this.plan = plan;
    Kept kept = plan.keeping().open();
    kept.notices().forEach(LOG::info);
    kept.warnings().forEach(LOG::warn);
    Metrics metrics = new Metrics();
    this.injector = injector(plan, kept, metrics);
    SealCheck sealCheck = injector.getInstance(OAuthProxy.class).sealCheck();
    SealGuard guard = new SealGuard(sealCheck);
    admit(guard);
    this.sealWatch = guard.watch(injector.getInstance(Scheduler.class));
    this.readiness = new Readiness(injector.getInstance(IdentityProvider.class), sealCheck::health);
    metrics.observe(readiness);
    this.adminToken = new AdminToken(injector.getInstance(Entropy.class));
    this.management =
        plan.management()
            .map(settings ->
                new UndertowServer(
                    settings.server(),
                    ManagementRoutes.of(readiness, metrics, administration()),
                    injector.getInstance(Entropy.class)));
    this.managementAddress = management.map(UndertowServer::start);
    plan.management().ifPresent(adminToken::write);
    this.address = injector.getInstance(UndertowServer.class).start();
    Thread.startVirtualThread(metrics::observePlatform);
  }

  /**
   * Starts it.
   *
   * @throws RefusedStartException when what is stored, or a key that is kept, does not fit
   * @throws java.io.UncheckedIOException when an address cannot be listened on
   */
  public static RunningProxy start(Plan plan) {
    return new RunningProxy(plan);
  }

  private static Injector injector(Plan plan, Kept kept, Metrics metrics) {
    List<Module> chosen = new ArrayList<>(plan.modules());
    chosen.add(kept.store());
    try {
      return PluginInjector.create(new EdgeModule(plan, kept, metrics), chosen);
    } catch (UnusablePluginException e) {
      throw new RefusedStartException(e.problem());
    }
  }

  private void admit(SealGuard guard) {
    try {
      guard.admit();
    } catch (RuntimeException e) {
      closeParts();
      throw e;
    }
  }

  private List<Route> administration() {
    return AdminRoutes.of(
        injector.getInstance(OAuthProxy.class).administration(), adminToken.hash());
  }

  /** The line that says that requests are accepted. */
  public String readyLine() {
    String host = plan.server().listen().host();
    String listening = (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    return "ready: " + plan.settings().baseUrl() + " (listening on " + listening + ")";
  }

  /** The address that is really listened on. */
  public InetSocketAddress address() {
    return address;
  }

  /** That of the management listener; absent when there is none. */
  public Optional<InetSocketAddress> managementAddress() {
    return managementAddress;
  }

  /** Stops accepting, finishes what is in flight, ends. */
  @Override
  public void close() {
    readiness.stop();
    adminToken.close();
    injector.getInstance(UndertowServer.class).stop(DRAIN);
    management.ifPresent(UndertowServer::close);
    sealWatch.close();
    closeParts();
  }

  /** What waits to be kept is kept, whatever becomes of a store. */
  private void closeParts() {
    try {
      injector.getInstance(OAuthProxy.class).close();
      injector.getInstance(PooledHttpTransport.class).close();
      injector.getInstance(KeyValueStore.class).close();
    } finally {
      injector.getInstance(new Key<Optional<AuditTrail>>() {}).ifPresent(AuditTrail::close);
    }
  }
}
