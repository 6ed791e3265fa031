package com.example.composed;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import dev.oidcproxy.application.OAuthProxy;
import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.config.InlineConfig;
import dev.oidcproxy.application.config.ProxySettingsReader;
import dev.oidcproxy.application.config.SigningSettingsReader;
import dev.oidcproxy.application.crypto.SealKeys;
import dev.oidcproxy.application.guice.ProxyModule;
import dev.oidcproxy.application.outbound.PooledHttpTransport;
import dev.oidcproxy.http.undertow.UndertowModule;
import dev.oidcproxy.http.undertow.UndertowServer;
import dev.oidcproxy.http.undertow.UndertowSettings;
import dev.oidcproxy.provider.oidc.OidcModule;
import dev.oidcproxy.provider.oidc.profile.OidcProfile;
import dev.oidcproxy.provider.oidc.profile.OidcSettings;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A proxy put together in code: no file, no environment, and no plugin is looked for. What it is
 * made of is chosen by the modules that are named here.
 */
public final class ComposedProxy implements AutoCloseable {

  private final Injector parts;
  private final InetSocketAddress address;

  private ComposedProxy(Map<String, ?> keys) {
    InlineConfig config = InlineConfig.of(keys);
    ConfigReader reader = config.reader();
    OidcSettings oidc = OidcSettings.from(reader.section("provider"));
    this.parts =
        Guice.createInjector(
            Stage.PRODUCTION,
            new ProxyModule(
                ProxySettingsReader.from(reader),
                SigningSettingsReader.from(reader),
                SealKeys.derived()),
            OidcModule.of(OidcProfile.standard("Example Login", oidc)),
            new UndertowModule(UndertowSettings.from(reader)),
            new OurParts());
    config.requireAllRead();
    this.address = parts.getInstance(UndertowServer.class).start();
  }

  /**
   * Starts it.
   *
   * @param keys those of the configuration file, as far as the modules above read them
   * @throws IllegalArgumentException that says what is wrong with a key
   */
  public static ComposedProxy start(Map<String, ?> keys) {
    return new ComposedProxy(keys);
  }

  public InetSocketAddress address() {
    return address;
  }

  @Override
  public void close() {
    parts.getInstance(UndertowServer.class).stop(Duration.ofSeconds(5));
    parts.getInstance(OAuthProxy.class).close();
    parts.getInstance(PooledHttpTransport.class).close();
  }

  /**
   * The proxy in front of an MCP server on this machine, with the provider whose discovery document
   * and client id are the arguments.
   */
  public static void main(String[] arguments) throws InterruptedException {
    String secret = System.getenv("PROVIDER_CLIENT_SECRET");
    if (arguments.length != 2 || secret == null) {
      System.err.println("usage: PROVIDER_CLIENT_SECRET=... ComposedProxy CONFIG_URL CLIENT_ID");
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
            List.of("openid", "email"));
    try (ComposedProxy proxy =
        start(
            Map.of(
                "base_url",
                "http://localhost:8000",
                "provider",
                provider,
                "resources",
                List.of(Map.of("path", "/mcp", "backend", "http://127.0.0.1:9000/mcp"))))) {
      System.out.println("ready: http://localhost:8000/mcp (listening on " + proxy.address() + ")");
      Thread.currentThread().join();
    }
  }
}
