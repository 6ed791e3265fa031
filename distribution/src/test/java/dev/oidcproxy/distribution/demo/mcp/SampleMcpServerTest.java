package dev.oidcproxy.distribution.demo.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleMcpServerTest {

  private final SampleMcpServer server =
      SampleMcpServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  private final BlockingQueue<ProgressNotification> told = new LinkedBlockingQueue<>();
  private final List<McpSyncClient> clients = new ArrayList<>();

  @AfterEach
  void stop() {
    clients.forEach(McpSyncClient::closeGracefully);
    server.close();
  }

  @Test
  void it_offers_its_tools() {
    McpSyncClient client = client(Map.of());

    assertThat(client.getServerInfo().name()).isEqualTo("oidc-proxy-demo");
    assertThat(client.listTools().tools())
        .extracting(Tool::name)
        .containsExactlyInAnyOrder("whoami", "echo", "countdown");
  }

  @Test
  void whoami_greets_the_person_the_gateway_names() {
    Map<String, String> identity =
        Map.of(
            "X-Forwarded-User", "ada",
            "X-Forwarded-Preferred-Username", "Ada Lovelace",
            "X-Forwarded-Email", "ada@example.org");

    assertThat(text(call(client(identity), "whoami", Map.of())))
        .isEqualTo("Hello, Ada Lovelace! You are signed in as ada, ada@example.org.");
  }

  @ParameterizedTest
  @CsvSource({"Kurt G%C3%B6del, Kurt Gödel", "C++, C++", "100%, 100%"})
  void whoami_reads_names_as_the_gateway_writes_them(String header, String name) {
    Map<String, String> identity =
        Map.of("X-Forwarded-User", "sub", "X-Forwarded-Preferred-Username", header);

    assertThat(text(call(client(identity), "whoami", Map.of())))
        .isEqualTo("Hello, %s! You are signed in as sub.".formatted(name));
  }

  @Test
  void whoami_falls_back_on_the_address_then_on_the_subject() {
    Map<String, String> identity =
        Map.of("X-Forwarded-User", "sub", "X-Forwarded-Email", "ada@example.org");

    assertThat(text(call(client(identity), "whoami", Map.of())))
        .startsWith("Hello, ada@example.org!");
    assertThat(text(call(client(Map.of("X-Forwarded-User", "sub")), "whoami", Map.of())))
        .startsWith("Hello, sub!");
  }

  @Test
  void whoami_greets_nobody_by_name_without_an_identity() {
    assertThat(text(call(client(Map.of()), "whoami", Map.of())))
        .isEqualTo("Hello! This request does not say who you are.");
  }

  @Test
  void echo_repeats_and_wants_a_message() {
    McpSyncClient client = client(Map.of());

    assertThat(text(call(client, "echo", Map.of("message", "grüße")))).isEqualTo("grüße");
    assertThat(call(client, "echo", Map.of()).isError()).isTrue();
  }

  @Test
  void countdown_tells_of_each_step() throws InterruptedException {
    CallToolResult result =
        client(Map.of())
            .callTool(
                CallToolRequest.builder("countdown")
                    .arguments(Map.of("count", 3, "interval_ms", 1))
                    .meta(Map.of("progressToken", "steps"))
                    .build());

    assertThat(text(result)).isEqualTo("3, 2, 1, liftoff!");
    for (int done = 1; done <= 3; done++) {
      ProgressNotification step = told.poll(5, TimeUnit.SECONDS);
      assertThat(step).isNotNull();
      assertThat(step.progress()).isEqualTo(done);
      assertThat(step.total()).isEqualTo(3);
      assertThat(step.progressToken()).isEqualTo("steps");
    }
  }

  @Test
  void countdown_has_a_limit_and_needs_no_listener() {
    McpSyncClient client = client(Map.of());

    assertThat(call(client, "countdown", Map.of("count", 11)).isError()).isTrue();
    assertThat(text(call(client, "countdown", Map.of("interval_ms", 0))))
        .isEqualTo("3, 2, 1, liftoff!");
    assertThat(told).isEmpty();
  }

  @Test
  void it_listens_on_loopback_only() throws Exception {
    InetSocketAddress everywhere = new InetSocketAddress(InetAddress.getByName("0.0.0.0"), 0);

    assertThatThrownBy(() -> SampleMcpServer.start(everywhere))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private McpSyncClient client(Map<String, String> identity) {
    String origin = server.url().resolve("/").toString();
    HttpClientStreamableHttpTransport transport =
        HttpClientStreamableHttpTransport.builder(origin)
            .addHttpRequestCustomizer(
                (request, method, endpoint, body, context) -> identity.forEach(request::header))
            .build();
    McpSyncClient client = McpClient.sync(transport).progressConsumer(told::add).build();
    clients.add(client);
    client.initialize();
    return client;
  }

  private static CallToolResult call(
      McpSyncClient client, String tool, Map<String, Object> arguments) {
    return client.callTool(CallToolRequest.builder(tool).arguments(arguments).build());
  }

  private static String text(CallToolResult result) {
    return ((TextContent) result.content().getFirst()).text();
  }
}
