package dev.oidcproxy.distribution.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.distribution.config.Configuration;
import dev.oidcproxy.distribution.plugin.Plugins;
import dev.oidcproxy.testkit.FakeProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningProxyTest {

  private static final String YAML =
      """
      base_url: http://127.0.0.1:8000
      listen: 127.0.0.1:0
      management: {listen: "127.0.0.1:0", token_file: TOKEN_FILE}
      provider:
        config_url: http://127.0.0.1:9/.well-known/openid-configuration
        client_id: some-client
        client_secret: canary-secret
      resources: [{path: /mcp, backend: "http://127.0.0.1:9/mcp"}]
      """;

  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir Path folder;

  private RunningProxy proxy;

  @BeforeEach
  void start() {
    proxy = started(YAML.replace("TOKEN_FILE", folder.resolve("admin.token").toString()));
  }

  static RunningProxy started(String yaml) {
    Configuration configuration = Configuration.of("test.yaml", yaml, Map.of());
    Plan plan = Plan.read(configuration, Plugins.find(Optional.empty()));
    assertThat(configuration.problems()).isEmpty();
    return RunningProxy.start(plan);
  }

  @AfterEach
  void stop() {
    proxy.close();
  }

  private HttpResponse<String> get(InetSocketAddress address, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + address.getPort() + path);
    return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> manage(String path) throws IOException, InterruptedException {
    return get(proxy.managementAddress().orElseThrow(), path);
  }

  @Test
  void the_ready_line_has_the_real_port() {
    assertThat(proxy.readyLine())
        .isEqualTo(
            "ready: http://127.0.0.1:8000 (listening on 127.0.0.1:"
                + proxy.address().getPort()
                + ")");
  }

  @Test
  void a_provider_that_is_down_makes_it_alive_but_not_ready() throws Exception {
    assertThat(manage("/livez").statusCode()).isEqualTo(200);
    assertThat(manage("/livez").body()).isEqualTo("{\"status\":\"alive\"}");

    HttpResponse<String> ready = manage("/readyz");

    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(ready.body())
        .startsWith("{\"status\":\"not ready\",\"provider\":{\"status\":\"down\",\"reason\":\"")
        .endsWith("\"store\":{\"status\":\"up\"}}")
        .doesNotContain("canary");
  }

  @Test
  void a_provider_that_answers_makes_it_ready() throws Exception {
    try (FakeProvider provider = FakeProvider.start(InstantSource.system());
        RunningProxy complete =
            started(YAML.replaceAll("config_url: .*", "config_url: " + provider.configUrl()))) {
      HttpResponse<String> ready = get(complete.managementAddress().orElseThrow(), "/readyz");

      assertThat(ready.statusCode()).isEqualTo(200);
      assertThat(ready.body())
          .isEqualTo(
              "{\"status\":\"ready\",\"provider\":{\"status\":\"up\"},\"store\":{\"status\":\"up\"}}");
    }
  }

  @Test
  void metrics_count_what_was_answered() throws Exception {
    get(proxy.address(), "/.well-known/oauth-authorization-server");
    get(proxy.address(), "/an/unknown/path");
    assertThat(get(proxy.address(), "/mcp").statusCode()).isEqualTo(401);

    String metrics = metricsWith("oidcproxy_gateway_requests_seconds_count");

    assertThat(metrics)
        .contains(
            "oidcproxy_requests_total{endpoint=\"/.well-known/oauth-authorization-server\",status=\"200\"} 1.0",
            "oidcproxy_requests_total{endpoint=\"none\",status=\"404\"} 1.0",
            "oidcproxy_gateway_requests_seconds_count{resource=\"/mcp\",status=\"401\"} 1",
            "oidcproxy_provider_up 0.0",
            "oidcproxy_store_up 1.0")
        .doesNotContain("unknown/path", "canary");
  }

  /** An exchange is over, and counted, a moment after its client has the whole answer. */
  private String metricsWith(String name) throws Exception {
    String metrics = manage("/metrics").body();
    for (int asked = 1; asked < 1000 && !metrics.contains(name); asked++) {
      metrics = manage("/metrics").body();
    }
    return metrics;
  }

  @Test
  void the_administration_takes_the_token_of_the_file() throws Exception {
    String token = Files.readString(folder.resolve("admin.token")).strip();
    assertThat(manage("/admin/clients").statusCode()).isEqualTo(401);

    URI uri =
        URI.create(
            "http://127.0.0.1:"
                + proxy.managementAddress().orElseThrow().getPort()
                + "/admin/clients");
    HttpRequest request =
        HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token).build();

    assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).body())
        .isEqualTo("{\"clients\":[],\"truncated\":false}");
    assertThat(get(proxy.address(), "/admin/clients").statusCode()).isEqualTo(404);
  }

  @Test
  void what_is_for_operators_is_not_for_the_world() throws Exception {
    assertThat(get(proxy.address(), "/metrics").statusCode()).isEqualTo(404);
    assertThat(get(proxy.address(), "/livez").statusCode()).isEqualTo(404);
    assertThat(manage("/authorize").statusCode()).isEqualTo(404);
  }
}
