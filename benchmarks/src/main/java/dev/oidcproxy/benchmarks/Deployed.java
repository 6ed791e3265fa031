package dev.oidcproxy.benchmarks;

import dev.oidcproxy.testkit.FakeProvider;
import dev.oidcproxy.testkit.remote.RemoteClient.Deployment;
import dev.oidcproxy.testkit.remote.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** The packaged program with a store, a provider that is always right, and an MCP server. */
final class Deployed implements AutoCloseable {

  static final String MEMORY = "{type: memory}";

  private final FakeProvider provider = FakeProvider.start(InstantSource.system());
  private final Wire wire = new Wire(Duration.ofSeconds(30));
  private final int port = freePort();
  private final Child backend;
  private final Child proxy;

  /**
   * @param storage the section {@code client_storage} of its configuration
   */
  Deployed(String storage) throws IOException {
    int backendPort = freePort();
    backend = Child.java(Peers.class.getName(), "backend", "" + backendPort);
    Path file = Files.createTempFile("oidc-proxy", ".yaml");
    file.toFile().deleteOnExit();
    Files.writeString(
        file,
        """
        base_url: http://127.0.0.1:%d
        listen: 127.0.0.1:%d
        management: { listen: "off" }
        provider: { config_url: "%s", client_id: "%s", client_secret: "%s" }
        resources: [{ path: /mcp, backend: "http://127.0.0.1:%d/mcp" }]
        # A real grant is not refreshed twice within this.
        refresh_reuse_window_seconds: 1
        jwt_signing_key: a-key-for-measurements-of-enough-bytes
        client_storage: %s
        """
            .formatted(
                port,
                port,
                provider.configUrl(),
                provider.clientId(),
                provider.clientSecret(),
                backendPort,
                storage));
    proxy =
        Child.untilReady(
            List.of(System.getProperty("program"), "serve", "--config", file.toString()), "ready:");
  }

  static String redis(String url) {
    return "{type: redis, url: \"%s\", encryption_key: \"%s\"}"
        .formatted(url, "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
  }

  /** What its clients use. */
  Deployment deployment() {
    return new Deployment(
        "http://127.0.0.1:" + port, provider, request -> wire.send(port, request));
  }

  FakeProvider provider() {
    return provider;
  }

  Child proxy() {
    return proxy;
  }

  @Override
  public void close() {
    proxy.close();
    backend.close();
    wire.close();
    provider.close();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
