package dev.oidcproxy.distribution.demo.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The transport seen from the wire: what the gateway in front has to pass on. */
class SampleMcpServerSessionTest {

  private static final String INITIALIZE =
      """
      {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
      "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}\
      """;

  private final SampleMcpServer server =
      SampleMcpServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    http.shutdownNow();
    server.close();
  }

  @Test
  void a_session_begins_with_initialize_and_ends_with_delete() throws Exception {
    String session = initialize();
    HttpRequest delete = request().header("Mcp-Session-Id", session).DELETE().build();

    assertThat(http.send(delete, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    assertThat(http.send(listTools(session), BodyHandlers.discarding()).statusCode())
        .isEqualTo(404);
  }

  @Test
  void the_listening_stream_opens_at_once() throws Exception {
    HttpRequest listen =
        request()
            .header("Mcp-Session-Id", initialize())
            .header("Accept", "text/event-stream")
            .timeout(Duration.ofSeconds(5))
            .GET()
            .build();

    HttpResponse<InputStream> stream = http.send(listen, BodyHandlers.ofInputStream());

    assertThat(stream.statusCode()).isEqualTo(200);
    assertThat(stream.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/event-stream");
    stream.body().close();
  }

  @Test
  @Timeout(4)
  void progress_arrives_while_the_tool_works() throws Exception {
    String fiveSeconds =
        """
        {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"countdown",\
        "arguments":{"count":10,"interval_ms":500},"_meta":{"progressToken":7}}}\
        """;
    HttpRequest call = post(fiveSeconds).header("Mcp-Session-Id", initialize()).build();

    HttpResponse<InputStream> stream = http.send(call, BodyHandlers.ofInputStream());

    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
      String first = lines.lines().filter(line -> line.startsWith("data:")).findFirst().orElse("");
      assertThat(first).contains("notifications/progress", "9 to go");
    }
  }

  @Test
  void a_host_that_is_not_this_machine_is_refused() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.url().getPort());
        BufferedReader answer =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
      socket
          .getOutputStream()
          .write(
              "GET /mcp HTTP/1.1\r\nHost: rebound.example\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));

      assertThat(answer.readLine()).contains(" 403 ");
    }
  }

  private String initialize() throws Exception {
    HttpResponse<String> response = http.send(post(INITIALIZE).build(), BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    return response.headers().firstValue("Mcp-Session-Id").orElseThrow();
  }

  private HttpRequest listTools(String session) {
    return post("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/list\",\"params\":{}}")
        .header("Mcp-Session-Id", session)
        .build();
  }

  private HttpRequest.Builder post(String message) {
    return request()
        .header("Content-Type", "application/json")
        .header("Accept", "application/json, text/event-stream")
        .POST(BodyPublishers.ofString(message));
  }

  private HttpRequest.Builder request() {
    return HttpRequest.newBuilder(server.url()).version(HttpClient.Version.HTTP_1_1);
  }
}
