package com.example.composed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpServer;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.testkit.FakeProvider;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.remote.RemoteClient;
import dev.oidcproxy.testkit.remote.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody signs in and calls an MCP server, all of it over sockets. */
class ComposedProxyTest {

  private static final String BASE_URL = "http://127.0.0.1:8000";

  private final FakeProvider provider = FakeProvider.start(InstantSource.system());
  private final Wire wire = new Wire(Duration.ofSeconds(20));
  private HttpServer backend;

  @BeforeEach
  void startBackend() throws IOException {
    backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    backend.createContext(
        "/mcp",
        exchange -> {
          byte[] who = exchange.getRequestHeaders().getFirst("X-Forwarded-User").getBytes(UTF_8);
          exchange.sendResponseHeaders(200, who.length);
          exchange.getResponseBody().write(who);
          exchange.close();
        });
    backend.start();
  }

  @AfterEach
  void stop() {
    backend.stop(0);
    wire.close();
    provider.close();
  }

  private Map<String, ?> keys(String listen) {
    return Map.of(
        "base_url",
        BASE_URL,
        listen,
        "127.0.0.1:0",
        "provider",
        Map.of(
            "config_url", provider.configUrl(),
            "client_id", provider.clientId(),
            "client_secret", provider.clientSecret()),
        "resources",
        List.of(
            Map.of(
                "path",
                "/mcp",
                "backend",
                "http://127.0.0.1:" + backend.getAddress().getPort() + "/mcp")));
  }

  @Test
  void somebody_signs_in_and_the_backend_learns_who_it_is() {
    try (ComposedProxy proxy = ComposedProxy.start(keys("listen"))) {
      RemoteClient client =
          RemoteClient.register(
              new RemoteClient.Deployment(
                  BASE_URL, provider, request -> wire.send(proxy.address().getPort(), request)),
              "A client");

      HttpResponse answer = client.call(client.signIn().access());

      assertThat(answer.status()).isEqualTo(200);
      assertThat(TestBrowser.text(answer)).isEqualTo("user-1");
      assertThat(client.call("no-token").status()).isEqualTo(401);
    }
  }

  @Test
  void a_key_that_is_misspelt_is_told() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ComposedProxy.start(keys("listne")).close())
        .withMessage("keys that nobody reads: listne");
  }
}
