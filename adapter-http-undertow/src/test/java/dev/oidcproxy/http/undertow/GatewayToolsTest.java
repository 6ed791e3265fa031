package dev.oidcproxy.http.undertow;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.IdentityMode;
import dev.oidcproxy.application.gateway.BodyCheck;
import dev.oidcproxy.testkit.RawConnection;
import dev.oidcproxy.testkit.RawConnection.Answer;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GatewayToolsTest {

  private final TestProxy proxy =
      TestProxy.of(
          TestSettings.bare()
              .resource("/mcp", IdentityMode.HEADERS, "mcp")
              .tools("delete_*", "write"));
  private final TestClient client = TestClient.register(proxy);
  private final BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
  private String token = client.signIn().access();
  private TestBackend backend;
  private TestGateway gateway;

  @BeforeEach
  void start() throws Exception {
    backend =
        new TestBackend(call -> {
          bodies.add(body(call));
          call.json("{}");
        });
    gateway = TestGateway.to(backend.uri(), proxy);
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    backend.close();
    proxy.close();
  }

  @Test
  void a_call_that_needs_no_more_passes_byte_for_byte() throws Exception {
    String body = "  " + call("r\\u0065ad") + "\r\n ";

    assertThat(ask(body).status()).isEqualTo(200);

    assertThat(bodies.take()).isEqualTo(body);
    assertThat(backend.call().all("content-length")).containsExactly("" + body.length());
  }

  @Test
  void a_call_without_its_scope_does_not_reach_the_backend() throws Exception {
    Answer answer = ask(call("delete_note"));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.first("www-authenticate"))
        .contains("error=\"insufficient_scope\"", "scope=\"openid mcp write\"")
        .contains("resource_metadata=\"https://proxy.example/.well-known/");
    assertThat(answer.first("x-request-id")).isNotEmpty();
    assertThat(backend.unasked()).isZero();
  }

  @Test
  void a_client_steps_up_and_the_call_passes() throws Exception {
    String needed = ask(call("delete_note")).first("www-authenticate").split("scope=\"")[1];

    token = client.signIn(Map.of("scope", needed.replace("\"", ""))).access();

    assertThat(ask(call("delete_note")).status()).isEqualTo(200);
  }

  @Test
  void a_chunked_body_is_read_whole_and_passed_on_byte_for_byte() throws Exception {
    String body = call("read");
    String chunked = "Transfer-Encoding: chunked\r\n\r\n";
    try (RawConnection connection = gateway.connect()) {
      connection.send(head("POST") + chunked);
      for (int i = 0; i < body.length(); i++) {
        connection.send("1\r\n" + body.charAt(i) + "\r\n");
      }
      assertThat(connection.ask("0\r\n\r\n").status()).isEqualTo(200);
      assertThat(bodies.take()).isEqualTo(body);
      assertThat(connection.ask(head("POST") + chunked + "0\r\n\r\n").status()).isEqualTo(200);
      assertThat(bodies.take()).isEmpty();
    }
    assertThat(backend.unasked()).isEqualTo(2);
  }

  @Test
  void no_method_brings_a_call_past_the_rules() throws Exception {
    for (String method : List.of("POST", "PUT", "PATCH", "DELETE", "GET", "OPTIONS")) {
      String body = call("delete_note");
      String length = "Content-Length: " + body.length() + "\r\n\r\n";
      try (RawConnection connection = gateway.connect()) {
        assertThat(connection.ask(head(method) + length + body).status()).as(method).isEqualTo(403);
      }
    }
    assertThat(backend.unasked()).isZero();
  }

  @Test
  void what_is_not_json_in_utf_8_does_not_reach_the_backend() throws Exception {
    for (String body :
        List.of(
            "{\"method\":\"ping\",\"method\":\"tools/call\"}",
            call("read") + call("delete_note"),
            "{\"method\":\"ping\",\"Method\":\"tools/call\"}",
            "\u00ff{}",
            "method=tools/call",
            "{\"a\":" + "[".repeat(5000))) {
      Answer answer = ask(body);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).startsWith("{\"jsonrpc\":\"2.0\",\"error\":{");
    }
    assertThat(backend.unasked()).isZero();
  }

  @Test
  @Tag("S27")
  void s27_headers_that_are_not_the_body_are_400_32020_before_policy() throws Exception {
    for (String headers :
        List.of(
            "Mcp-Method: tools/list\r\n",
            "Mcp-Method: tools/call\r\nMcp-Name: read\r\n",
            "mcp_method: ping\r\n",
            "Mcp-Method: tools/call\r\nMcp_Name: read\r\n",
            "Mcp-Method: tools/call\r\nMcp-Method: ping\r\n",
            "Mcp-Name: =?base64?cmVhZA==?=\r\n",
            "Mcp-Name: =?base64?!!?=\r\n")) {
      Answer answer = ask(headers, call("delete_note"));
      assertThat(answer.status()).as(headers).isEqualTo(400);
      assertThat(answer.body()).contains("\"code\":-32020", "\"id\":1");
      assertThat(answer.all("www-authenticate")).isEmpty();
    }
    assertThat(backend.unasked()).isZero();
  }

  @Test
  @Tag("S27")
  void s27_headers_that_agree_pass_also_a_name_in_base64() throws Exception {
    String named = "Mcp-Method: tools/call\r\nMcp-Name: =?base64?bMO2c2NoZW4=?=\r\n";
    String body = new String(call("löschen").getBytes(UTF_8), ISO_8859_1);

    assertThat(ask(named, body).status()).isEqualTo(200);

    assertThat(bodies.take()).isEqualTo(body);
    assertThat(backend.call().all("mcp-name")).containsExactly("=?base64?bMO2c2NoZW4=?=");
  }

  @Test
  void a_body_beyond_4_mib_is_413_however_it_comes() throws Exception {
    int size = BodyCheck.MOST_BYTES;
    String most = "{\"a\":\"" + "x".repeat(size - 8) + "\"}";

    assertThat(ask(most).status()).isEqualTo(200);
    assertThat(bodies.take()).hasSize(size);
    try (RawConnection connection = gateway.connect()) {
      assertThat(
              connection.ask(head("POST") + "Content-Length: " + (size + 1) + "\r\n\r\n").status())
          .isEqualTo(413);
    }
    try (RawConnection connection = gateway.connect()) {
      String chunks = "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(size + 1) + "\r\n";
      Answer answer = connection.ask(head("POST") + chunks + most + " ");
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.body()).contains("4 MiB");
    }
  }

  @Test
  void a_client_that_waits_for_100_continue_gets_it_and_an_answer() throws Exception {
    String body = call("read");
    try (RawConnection connection = gateway.connect()) {
      connection.send(
          head("POST") + "Expect: 100-continue\r\nContent-Length: " + body.length() + "\r\n\r\n");
      assertThat(connection.head().status()).isEqualTo(100);
      assertThat(connection.ask(body).status()).isEqualTo(200);
    }
    assertThat(bodies.take()).isEqualTo(body);
  }

  @Test
  void a_body_broken_off_or_broken_does_not_reach_the_backend() throws Exception {
    try (RawConnection connection = gateway.connect()) {
      connection.send(head("POST") + "Content-Length: 500\r\n\r\n" + call("read"));
      connection.socket().shutdownOutput();
      assertThat(connection.answer().status()).isEqualTo(400);
    }
    try (RawConnection connection = gateway.connect()) {
      assertThat(
              connection
                  .ask(head("POST") + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\nnonsense\r\n")
                  .status())
          .isEqualTo(400);
    }
    assertThat(backend.unasked()).isZero();
  }

  private Answer ask(String body) throws Exception {
    return ask("", body);
  }

  private Answer ask(String headers, String body) throws Exception {
    try (RawConnection connection = gateway.connect()) {
      return connection.ask(
          head("POST") + headers + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }
  }

  private String head(String method) {
    return method
        + " /mcp HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer "
        + token
        + "\r\n";
  }

  private static String call(String tool) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\""
        + tool
        + "\",\"arguments\":{}}}";
  }

  private static String body(TestBackend.Call call) throws IOException {
    if (call.all("transfer-encoding").isEmpty()) {
      int length = call.all("content-length").stream().mapToInt(Integer::parseInt).sum();
      return new String(call.connection().socket().getInputStream().readNBytes(length), ISO_8859_1);
    }
    StringBuilder body = new StringBuilder();
    for (String c = call.connection().chunk(); !c.isEmpty(); c = call.connection().chunk()) {
      body.append(c);
    }
    return body.toString();
  }
}
