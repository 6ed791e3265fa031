package dev.oidcproxy.http.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.testkit.RawConnection;
import dev.oidcproxy.testkit.RawConnection.Answer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class GatewayAccessTest {

  private TestBackend backend;
  private TestGateway gateway;

  @BeforeEach
  void start() throws Exception {
    backend = new TestBackend(call -> call.json("{\"body\":" + call.skipBody() + "}"));
    gateway = TestGateway.to(backend.uri());
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    backend.close();
  }

  @Test
  void a_known_token_passes() throws Exception {
    assertThat(ask(TestGateway.REQUEST + "\r\n").body()).isEqualTo("{\"body\":0}");
  }

  @Test
  void a_new_token_is_judged_on_a_virtual_thread_and_the_body_waits() throws Exception {
    Answer answer =
        ask(
            "POST /mcp HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer new"
                + "\r\nContent-Length: 5\r\n\r\nhello");

    assertThat(answer.body()).isEqualTo("{\"body\":5}");
  }

  @Test
  @Tag("S25")
  void without_a_good_token_the_backend_is_not_reached() throws Exception {
    Answer answer = ask("POST /mcp HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.first("www-authenticate")).isEqualTo("Bearer");
    assertThat(answer.first("x-request-id")).isNotEmpty();
    assertThat(backend.unasked()).isZero();
  }

  @Test
  void a_connection_stays_usable_after_a_refusal() throws Exception {
    try (RawConnection client = gateway.connect()) {
      client.send("POST /mcp HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(401);
      client.send("hello");
      assertThat(client.ask(TestGateway.REQUEST + "\r\n").status()).isEqualTo(200);
    }
  }

  @Test
  @Tag("S25")
  void no_spelling_of_the_path_gets_around_the_gate() throws Exception {
    for (String path :
        List.of(
            "//mcp",
            "/mcp//",
            "/mcp;jsessionid=1",
            "/mcp/;a",
            "/%6dcp",
            "/MCP",
            "/mcp/../mcp",
            "/mcp/%2e%2e/mcp",
            "/.well-known/../mcp",
            "/mcp%2f",
            "/mcp/x",
            "/mcp%00",
            "/livez",
            "/mcp/livez",
            "*")) {
      String method = path.equals("*") ? "OPTIONS" : "GET";
      assertThat(
              ask(method
                      + " "
                      + path
                      + " HTTP/1.1\r\nHost: x\r\nUser-Agent: kube-probe/1.3"
                      + "\r\nX-HTTP-Method-Override: GET\r\n\r\n")
                  .status())
          .as(path)
          .isEqualTo(404);
    }
    assertThat(ask("GET http://x/mcp HTTP/1.1\r\nHost: x\r\n\r\n").status()).isEqualTo(401);
    assertThat(backend.unasked()).isZero();
  }

  @Test
  @Tag("S25")
  void no_user_agent_and_no_named_method_passes_without_a_token() throws Exception {
    for (String header :
        List.of(
            "User-Agent: kube-probe/1.33",
            "User-Agent: ELB-HealthChecker/2.0",
            "User-Agent: GoogleHC/1.0",
            "X-HTTP-Method-Override: OPTIONS",
            "Access-Control-Request-Method: POST",
            "X-Original-URL: /livez",
            "X-Rewrite-URL: /livez",
            "X-Forwarded-Prefix: /livez")) {
      for (String method : List.of("GET", "POST", "HEAD", "OPTIONS", "DELETE")) {
        try (RawConnection client = gateway.connect()) {
          client.send(method + " /mcp HTTP/1.1\r\nHost: x\r\n" + header + "\r\n\r\n");
          assertThat(client.head().status()).as(method + " " + header).isEqualTo(401);
        }
      }
    }
    assertThat(backend.unasked()).isZero();
  }

  @Test
  @Tag("S34")
  void a_rebound_name_brings_its_own_origin_along() throws Exception {
    Answer answer =
        ask(
            "GET /mcp HTTP/1.1\r\nHost: evil.example.com\r\nAuthorization: Bearer known"
                + "\r\nOrigin: http://evil.example.com\r\n\r\n");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(backend.unasked()).isZero();
  }

  @Test
  @Tag("S34")
  void a_foreign_origin_is_refused_before_anything_else() throws Exception {
    for (String origin :
        List.of(
            "Origin: https://evil.example.com\r\n",
            "Origin: null\r\n",
            "Origin: http://localhost:3000\r\n",
            "Origin: https://app.example.com\r\nOrigin: https://evil.example.com\r\n")) {
      Answer answer = ask(TestGateway.REQUEST + origin + "\r\n");

      assertThat(answer.status()).as(origin).isEqualTo(403);
      assertThat(answer.first("access-control-allow-origin")).isEmpty();
    }
    assertThat(backend.unasked()).isZero();
  }

  @Test
  @Tag("S25")
  void a_preflight_needs_no_token() throws Exception {
    Answer answer =
        ask(
            "OPTIONS /mcp HTTP/1.1\r\nHost: x\r\nOrigin: https://app.example.com"
                + "\r\nAccess-Control-Request-Method: POST\r\n\r\n");

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.first("access-control-allow-headers")).contains("Authorization", "Mcp-");
    assertThat(answer.first("access-control-allow-origin")).isEqualTo("https://app.example.com");
    assertThat(ask("OPTIONS /mcp HTTP/1.1\r\nHost: x\r\n\r\n").status()).isEqualTo(401);
  }

  @Test
  @Tag("S25")
  void methods_that_show_or_tunnel_are_refused() throws Exception {
    String rest = " /mcp HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer known\r\n\r\n";

    assertThat(ask("TRACE" + rest).status()).isEqualTo(405);
    assertThat(ask("TRACK" + rest).status()).isEqualTo(405);
    assertThat(ask("DELETE" + rest).status()).isEqualTo(200);
    assertThat(backend.call().line()).startsWith("DELETE ");
  }

  @Test
  void a_websocket_is_refused_and_an_offer_of_http_2_ignored() throws Exception {
    String upgrade = TestGateway.REQUEST + "Connection: Upgrade\r\nUpgrade: ";

    assertThat(ask(upgrade + "websocket\r\n\r\n").status()).isEqualTo(400);
    assertThat(ask(upgrade + "h2c\r\n\r\n").status()).isEqualTo(200);
  }

  @Test
  void a_client_that_waits_for_100_continue_gets_it_only_when_admitted() throws Exception {
    String head = "POST /mcp HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n";
    try (RawConnection client = gateway.connect()) {
      assertThat(client.ask(head + "\r\n").status()).isEqualTo(401);
      assertThat(client.isClosed()).isTrue();
    }
    try (RawConnection client = gateway.connect()) {
      client.send(head + "Authorization: Bearer known\r\n\r\n");
      assertThat(client.head().status()).isEqualTo(100);
      assertThat(client.ask("hello").body()).isEqualTo("{\"body\":5}");
    }
    assertThat(backend.call().all("expect")).isEmpty();
  }

  private Answer ask(String request) throws Exception {
    try (RawConnection client = gateway.connect()) {
      return client.ask(request);
    }
  }
}
