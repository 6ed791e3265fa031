package dev.oidcproxy.http.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.testkit.RawConnection;
import dev.oidcproxy.testkit.RawConnection.Answer;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class GatewayHeadersTest {

  private volatile String answerHead = "";
  private TestBackend backend;
  private TestGateway gateway;

  @BeforeEach
  void start() throws Exception {
    backend =
        new TestBackend(call -> {
          call.skipBody();
          call.send("HTTP/1.1 200 OK\r\n" + answerHead + "Content-Length: 2\r\n\r\n{}");
        });
    gateway = TestGateway.to(backend.uri());
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    backend.close();
  }

  @Test
  @Tag("S24")
  void nobody_but_the_gateway_says_who_calls() throws Exception {
    TestBackend.Call call =
        forwarded(
            "X-Forwarded-User: mallory\r\nx-forwarded-user: mallory\r\nX_Forwarded_User: mallory"
                + "\r\nX-Forwarded_User: mallory\r\nX-FORWARDED-GROUPS: [\"mallory\"]"
                + "\r\nX-Forwarded-For: mallory\r\nForwarded: for=mallory\r\nX-Real-IP: mallory"
                + "\r\nX-Auth-Scopes: mallory\r\nx_auth_client_id: mallory\r\nX-User-Sub: mallory"
                + "\r\nRemote-User: mallory\r\nREMOTE_USER: mallory\r\nCookie: mallory=1"
                + "\r\nAssertion: mallory\r\nASSERTION: mallory\r\n");

    assertThat(String.join("\n", call.headers())).doesNotContain("mallory", "Bearer");
    assertThat(call.all("x-forwarded-user")).containsExactly("alice");
    assertThat(call.all("assertion")).containsExactly("signed");
  }

  @Test
  @Tag("S24")
  void what_the_connection_header_names_stays_on_its_connection() throws Exception {
    TestBackend.Call call =
        forwarded(
            "Connection: X-Foo, x_bar, X-Forwarded-User, X-User-Sub\r\nX-Foo: hop\r\nX-User-Sub: hop\r\nX-Bar: hop"
                + "\r\nKeep-Alive: hop\r\nTE: hop\r\nTrailer: hop\r\nProxy-Authorization: hop"
                + "\r\nProxy-Connection: hop\r\nUpgrade: h2c\r\nHTTP2-Settings: hop"
                + "\r\nTransfer_Encoding: hop\r\nContent_Length: hop\r\nX-Stays: here\r\n");

    assertThat(String.join("\n", call.headers())).doesNotContain("hop", "h2c");
    assertThat(call.all("x-stays")).containsExactly("here");
    assertThat(call.all("x-forwarded-user")).containsExactly("alice");
  }

  @Test
  @Tag("S25")
  void the_method_is_what_the_request_line_says() throws Exception {
    TestBackend.Call call =
        forwarded(
            "X-HTTP-Method-Override: DELETE\r\nX-HTTP-Method: DELETE\r\nX-Method-Override: DELETE"
                + "\r\nx_http_method_override: DELETE\r\n");

    assertThat(call.line()).startsWith("GET ");
    assertThat(String.join("\n", call.headers())).doesNotContain("DELETE");
  }

  @Test
  void the_backend_sees_its_own_host_and_path_and_the_query_as_it_was() throws Exception {
    try (RawConnection client = gateway.connect()) {
      client.ask(
          "GET /mcp/?a=%2F&b=1+2;c&&d HTTP/1.1\r\nHost: mcp.example.com"
              + "\r\nAuthorization: Bearer known\r\n\r\n");
    }
    TestBackend.Call call = backend.call();

    assertThat(call.line()).isEqualTo("GET /backend?a=%2F&b=1+2;c&&d HTTP/1.1");
    assertThat(call.all("host")).containsExactly("127.0.0.1:" + backend.port());
  }

  @Test
  void a_session_id_is_sealed_towards_the_client_and_opened_towards_the_backend() throws Exception {
    answerHead = "Mcp-Session-Id: s1\r\n";

    try (RawConnection client = gateway.connect()) {
      Answer answer =
          client.ask(
              TestGateway.REQUEST + "Mcp-Session-Id: s1.sealed\r\nMcp_Session_Id: other\r\n\r\n");

      assertThat(answer.all("mcp-session-id")).containsExactly("s1.sealed");
      assertThat(backend.call().headers())
          .filteredOn(h -> h.toLowerCase(Locale.ROOT).contains("session"))
          .containsExactly("Mcp-Session-Id: s1");
    }
  }

  @Test
  @Tag("S28")
  void a_foreign_or_a_second_session_id_does_not_reach_the_backend() throws Exception {
    try (RawConnection client = gateway.connect()) {
      assertThat(client.ask(TestGateway.REQUEST + "Mcp-Session-Id: s2\r\n\r\n").status())
          .isEqualTo(404);
      assertThat(
              client
                  .ask(
                      TestGateway.REQUEST
                          + "Mcp-Session-Id: s1.sealed\r\nmcp-session-id: s2\r\n\r\n")
                  .status())
          .isEqualTo(404);
    }
    assertThat(backend.unasked()).isZero();
  }

  @Test
  void the_backend_does_not_speak_for_our_origin() throws Exception {
    answerHead =
        "Set-Cookie: a=1\r\nWWW-Authenticate: Bearer x\r\nClear-Site-Data: \"*\""
            + "\r\nAlt-Svc: h3\r\nAccess-Control-Allow-Origin: *\r\nX-Request-Id: theirs"
            + "\r\nKeep-Alive: timeout=5\r\nConnection: X-Hop\r\nX-Hop: 1\r\nX-Stays: here\r\n";

    try (RawConnection client = gateway.connect()) {
      Answer answer = client.ask(TestGateway.REQUEST + "\r\n");

      assertThat(answer.headers().keySet())
          .doesNotContain(
              "Set-Cookie",
              "WWW-Authenticate",
              "Clear-Site-Data",
              "Alt-Svc",
              "Access-Control-Allow-Origin",
              "Keep-Alive",
              "X-Hop");
      assertThat(answer.first("x-stays")).isEqualTo("here");
      assertThat(answer.all("x-request-id"))
          .isEqualTo(backend.call().all("x-request-id"))
          .hasSize(1)
          .doesNotContain("theirs");
    }
  }

  @Test
  void an_allowed_origin_may_read_every_answer() throws Exception {
    answerHead = "Access-Control-Allow-Origin: *\r\nVary: Accept\r\n";
    String origin = "Origin: https://app.example.com\r\n\r\n";

    try (RawConnection client = gateway.connect()) {
      Answer answer = client.ask(TestGateway.REQUEST + origin);
      Answer refused = client.ask("GET /mcp HTTP/1.1\r\nHost: x\r\n" + origin);

      assertThat(answer.all("access-control-allow-origin"))
          .containsExactly("https://app.example.com");
      assertThat(answer.all("vary")).containsExactlyInAnyOrder("Accept", "Origin");
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.first("access-control-allow-origin")).isEqualTo("https://app.example.com");
      assertThat(refused.first("access-control-expose-headers")).contains("WWW-Authenticate");
    }
  }

  private TestBackend.Call forwarded(String headers) throws Exception {
    try (RawConnection client = gateway.connect()) {
      assertThat(client.ask(TestGateway.REQUEST + headers + "\r\n").status()).isEqualTo(200);
    }
    return backend.call();
  }
}
