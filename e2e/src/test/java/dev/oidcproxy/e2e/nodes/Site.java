package dev.oidcproxy.e2e.nodes;

import dev.oidcproxy.application.http.HttpRequest;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.testkit.FakeProvider;
import dev.oidcproxy.testkit.ProviderEndpoint;
import dev.oidcproxy.testkit.remote.RemoteClient.Deployment;
import dev.oidcproxy.testkit.remote.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Everything around the nodes: a provider, an MCP server, and the one configuration of all. */
@SuppressWarnings("InlineFormatString") // the text reads better apart
final class Site implements AutoCloseable {

  static final String MEMORY = "{type: memory}";

  /** Less than a token of ours lives, so that every refresh must ask the provider. */
  static final int ALWAYS_DUE = 50;

  private static final String YAML =
      """
      base_url: %s
      listen: 127.0.0.1:0
      management: {listen: "off"}
      provider:
        config_url: %s
        client_id: %s
        client_secret: "%s"
        timeout_seconds: %d
      resources: [{path: /mcp, backend: "%s"}]
      # All clients of these tests have one address.
      dynamic_client_registration: {requests_per_minute: 10000}
      jwt_signing_key: canary-signing-key-of-more-than-32-bytes
      client_storage: %s
      """;

  /** The address of no node: that of the load balancer, if there were one. */
  private static final String BASE_URL = "http://127.0.0.1:8000";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ENCRYPTION_KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

  private final FakeProvider provider = FakeProvider.start(InstantSource.system());
  private final McpBackend backend = new McpBackend();
  private final Wire wire = new Wire(PATIENCE);
  private final List<ProxyNode> nodes = new ArrayList<>();
  private final Path folder;
  private final String storage;

  Site(Path folder, String storage) {
    this.folder = folder;
    this.storage = storage;
  }

  /** State in a Redis on a port of loopback. */
  static String redis(int port) {
    return redis("redis://127.0.0.1:" + port);
  }

  static String redis(String url) {
    return "{type: redis, url: \"%s\", encryption_key: \"%s\"}".formatted(url, ENCRYPTION_KEY);
  }

  static String disk(Path folder) {
    return "{type: disk, path: \"%s\", encryption_key: \"%s\"}".formatted(folder, ENCRYPTION_KEY);
  }

  FakeProvider provider() {
    return provider;
  }

  McpBackend backend() {
    return backend;
  }

  /** One more node, started, whose provider may take ten seconds for an answer. */
  ProxyNode node() {
    return node(10);
  }

  ProxyNode node(int providerSeconds) {
    String yaml =
        YAML.formatted(
            BASE_URL,
            provider.configUrl(),
            provider.clientId(),
            provider.clientSecret(),
            providerSeconds,
            backend.url(),
            storage);
    ProxyNode node = new ProxyNode(folder.resolve("node-" + nodes.size()), yaml, wire);
    nodes.add(node);
    return node.start();
  }

  /** What clients are told, and their way to the nodes. */
  Deployment by(Function<HttpRequest, HttpResponse> way) {
    return new Deployment(BASE_URL, provider, way);
  }

  /** How often the provider was asked to refresh. */
  long upstreamRefreshes() {
    return provider.received(ProviderEndpoint.TOKEN).stream()
        .filter(request -> "refresh_token".equals(request.form().get("grant_type")))
        .count();
  }

  @Override
  public void close() {
    nodes.forEach(ProxyNode::close);
    wire.close();
    backend.close();
    provider.close();
  }
}
