package dev.oidcproxy.http.undertow;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.OptionalBinder;
import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.gateway.CrossOrigin;
import dev.oidcproxy.application.gateway.Gate;
import dev.oidcproxy.application.http.Routes;
import dev.oidcproxy.domain.port.Entropy;
import dev.oidcproxy.http.undertow.gateway.GatewayObserver;
import dev.oidcproxy.http.undertow.gateway.McpResources;
import java.time.InstantSource;

/**
 * Binds {@link UndertowServer} for what {@code ProxyModule} binds; the server is neither started
 * nor stopped here. A {@link GatewayObserver} may be bound with {@code OptionalBinder}.
 */
public final class UndertowModule extends AbstractModule {

  private final UndertowSettings settings;

  public UndertowModule(UndertowSettings settings) {
    this.settings = settings;
  }

  @Override
  protected void configure() {
    OptionalBinder.newOptionalBinder(binder(), GatewayObserver.class)
        .setDefault()
        .toInstance(GatewayObserver.NONE);
  }

  @Provides
  McpResources mcpResources(ProxySettings proxy, Gate gate, GatewayObserver observer) {
    return new McpResources(
        proxy.protectedResources(), gate, new CrossOrigin(proxy.allowedOrigins()), observer);
  }

  @Provides
  @Singleton
  UndertowServer server(Routes routes, McpResources mcp, Entropy entropy, InstantSource clock) {
    return new UndertowServer(settings, routes, mcp, entropy, clock);
  }
}
