package com.example.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.http.Headers;
import dev.oidcproxy.application.http.HttpRequest;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.testkit.FakeProvider;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.remote.RemoteClient;
import dev.oidcproxy.testkit.remote.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody signs in and calls a tool, all of it over sockets. */
class GreetingServerTest {

  private static final String BASE_URL = "http://127.0.0.1:8000";
  private static final String WHOAMI =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"whoami\","
          + "\"arguments\":{}}}";

  private final FakeProvider provider = FakeProvider.start(InstantSource.system());
  private final Wire wire = new Wire(Duration.ofSeconds(20));
  private GreetingServer server;
  private RemoteClient client;

  @BeforeEach
  void start() throws Exception {
    server =
        GreetingServer.start(
            BASE_URL,
            0,
            Map.of(
                "config_url", provider.configUrl(),
                "client_id", provider.clientId(),
                "client_secret", provider.clientSecret()));
    client =
        RemoteClient.register(
            new RemoteClient.Deployment(BASE_URL, provider, this::send), "A client");
  }

  @AfterEach
  void stop() {
    server.close();
    wire.close();
    provider.close();
  }

  private HttpResponse send(HttpRequest request) {
    return wire.send(server.port(), request);
  }

  private HttpResponse whoami(Headers headers) {
    return send(
        new HttpRequest(
            "POST",
            "/mcp",
            "",
            headers
                .with("Content-Type", "application/json")
                .with("Accept", "application/json, text/event-stream"),
            WHOAMI.getBytes(StandardCharsets.UTF_8),
            "",
            ""));
  }

  @Test
  void a_tool_knows_who_calls_it() {
    Headers token = Headers.none().with("Authorization", "Bearer " + client.signIn().access());

    HttpResponse answer = whoami(token);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(TestBrowser.text(answer))
        .contains("Hello, ada@example.com! You came with " + client.id());
  }

  @Test
  void whoever_has_no_token_is_shown_the_way() {
    HttpResponse refused = whoami(Headers.none());

    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.headers().first("WWW-Authenticate").orElseThrow())
        .contains(
            "resource_metadata=\"" + BASE_URL + "/.well-known/oauth-protected-resource/mcp\"");
    assertThat(whoami(Headers.none().with("Authorization", "Bearer nonsense")).status())
        .isEqualTo(401);
  }

  @Test
  void the_program_says_how_it_is_started() throws Exception {
    Process program =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                GreetingServer.class.getName())
            .redirectErrorStream(true)
            .start();

    assertThat(new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .startsWith("usage: PROVIDER_CLIENT_SECRET=... GreetingServer CONFIG_URL CLIENT_ID");
    assertThat(program.waitFor()).isEqualTo(2);
  }

  @Test
  void a_foreign_web_page_is_sent_away() {
    Headers token = Headers.none().with("Authorization", "Bearer " + client.signIn().access());

    assertThat(whoami(token.with("Origin", "https://evil.example")).status()).isEqualTo(403);
  }
}
