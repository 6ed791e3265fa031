package com.example.mcp;

import dev.oidcproxy.application.OAuthProxy;
import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.config.InlineConfig;
import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.config.ProxySettingsReader;
import dev.oidcproxy.application.config.SigningSettingsReader;
import dev.oidcproxy.application.memory.VirtualThreadScheduler;
import dev.oidcproxy.application.outbound.PooledHttpTransport;
import dev.oidcproxy.application.outbound.TrustedCertificates;
import dev.oidcproxy.domain.port.Subscription;
import dev.oidcproxy.provider.oidc.OidcProvider;
import dev.oidcproxy.provider.oidc.profile.OidcProfile;
import dev.oidcproxy.provider.oidc.profile.OidcSettings;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An MCP server that lets people in by itself: the proxy is in the same process, as a filter. */
public final class GreetingServer implements AutoCloseable {

  private final PooledHttpTransport http = new PooledHttpTransport(TrustedCertificates.platform());
  private final Subscription background;
  private final OAuthProxy proxy;
  private final Undertow server;

  private GreetingServer(String baseUrl, int port, Map<String, ?> provider)
      throws ServletException {
    InlineConfig keys =
        InlineConfig.of(
            Map.of(
                "base_url",
                baseUrl,
                "provider",
                provider,
                "resources",
                // Behind the filter and not behind a gateway: the backend is where it is served.
                List.of(Map.of("path", "/mcp", "backend", baseUrl + "/mcp"))));
    ConfigReader config = keys.reader();
    ProxySettings settings = ProxySettingsReader.from(config);
    OidcProvider oidc =
        new OidcProvider(
            OidcProfile.standard("Example Login", OidcSettings.from(config.section("provider"))),
            http,
            InstantSource.system(),
            Optional.empty());
    this.background = oidc.start(new VirtualThreadScheduler());
    this.proxy =
        OAuthProxy.builder(settings, oidc).signing(SigningSettingsReader.from(config)).build();
    keys.requireAllRead();
    this.server = serve(port, new ProxyFilter(proxy, settings), GreetingTools.servlet());
  }

  /**
   * Starts it.
   *
   * @param baseUrl what clients are told
   * @param provider the keys of the section {@code provider}
   */
  public static GreetingServer start(String baseUrl, int port, Map<String, ?> provider)
      throws ServletException {
    return new GreetingServer(baseUrl, port, provider);
  }

  /** With the provider whose discovery document and client id are the arguments. */
  public static void main(String[] arguments) throws Exception {
    String secret = System.getenv("PROVIDER_CLIENT_SECRET");
    if (arguments.length != 2 || secret == null) {
      System.err.println("usage: PROVIDER_CLIENT_SECRET=... GreetingServer CONFIG_URL CLIENT_ID");
      System.exit(2);
    }
    Map<String, ?> provider =
        Map.of(
            "config_url",
            arguments[0],
            "client_id",
            arguments[1],
            "client_secret",
            secret,
            "required_scopes",
            List.of("openid", "profile"));
    try (GreetingServer server = start("http://localhost:8000", 8000, provider)) {
      System.out.println("ready: http://localhost:" + server.port() + "/mcp");
      Thread.currentThread().join();
    }
  }

  public int port() {
    return ((InetSocketAddress) server.getListenerInfo().getFirst().getAddress()).getPort();
  }

  @Override
  public void close() {
    server.stop();
    proxy.close();
    background.close();
    http.close();
  }

  private static Undertow serve(int port, Filter filter, Servlet mcp) throws ServletException {
    DeploymentManager deployment =
        Servlets.newContainer()
            .addDeployment(
                Servlets.deployment()
                    .setDeploymentName("greetings")
                    .setContextPath("/")
                    .setClassLoader(GreetingServer.class.getClassLoader())
                    .addFilter(
                        Servlets.filter(
                                "proxy", ProxyFilter.class, new ImmediateInstanceFactory<>(filter))
                            .setAsyncSupported(true))
                    .addFilterUrlMapping("proxy", "/*", DispatcherType.REQUEST)
                    .addServlet(
                        Servlets.servlet("mcp", mcp.getClass(), new ImmediateInstanceFactory<>(mcp))
                            .addMapping("/mcp")
                            .setAsyncSupported(true)));
    deployment.deploy();
    Undertow server =
        Undertow.builder()
            .addHttpListener(port, "127.0.0.1")
            .setHandler(deployment.start())
            .build();
    server.start();
    return server;
  }
}
