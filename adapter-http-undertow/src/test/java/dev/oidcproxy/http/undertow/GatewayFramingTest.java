package dev.oidcproxy.http.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.testkit.RawConnection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What could be read as two requests where we see one. */
@Timeout(60)
@Tag("S26")
class GatewayFramingTest {

  private static final String POST =
      "POST /mcp HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer known\r\n";

  private TestBackend backend;
  private TestGateway gateway;

  @BeforeEach
  void start() throws Exception {
    backend = new TestBackend(call -> call.json("" + call.skipBody()));
    gateway = TestGateway.to(backend.uri());
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    backend.close();
  }

  @Test
  void a_request_with_two_ends_is_400_and_its_connection_closed() throws Exception {
    for (String head :
        List.of(
            "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
            "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
            "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
            "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
            "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
            "X-Big: " + "x".repeat(32 * 1024) + "\r\n\r\n")) {
      try (RawConnection client = gateway.connect()) {
        String what = head.substring(0, Math.min(40, head.length()));
        assertThat(client.ask(POST + head).status()).as(what).isEqualTo(400);
        assertThat(client.isClosed()).as(what).isTrue();
      }
    }
    assertThat(backend.unasked()).isZero();
  }

  @Test
  void what_follows_a_refused_request_is_not_answered() throws Exception {
    try (RawConnection client = gateway.connect()) {
      client.send(
          POST
              + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
              + TestGateway.REQUEST
              + "\r\n");
      assertThat(client.answer().status()).isEqualTo(400);
      assertThat(client.isClosed()).isTrue();
    }
    assertThat(backend.unasked()).isZero();
  }

  @Test
  void trailers_say_nothing_to_the_backend() throws Exception {
    try (RawConnection client = gateway.connect()) {
      assertThat(
              client
                  .ask(
                      POST
                          + "Trailer: X-Forwarded-User\r\nTransfer-Encoding: chunked\r\n\r\n"
                          + "5\r\nhello\r\n0\r\nX-Forwarded-User: mallory\r\n\r\n")
                  .body())
          .isEqualTo("5");
      // The connection to the backend is in step: nothing was left on it.
      assertThat(client.ask(POST + "Content-Length: 3\r\n\r\nabc").body()).isEqualTo("3");
    }
    TestBackend.Call call = backend.call();
    assertThat(call.all("x-forwarded-user")).containsExactly("alice");
    assertThat(call.all("trailer")).isEmpty();
    assertThat(backend.call().line()).startsWith("POST ");
  }

  @Test
  void trailers_of_the_backend_say_nothing_to_the_client() throws Exception {
    try (TestBackend trailing =
            new TestBackend(call -> {
              call.skipBody();
              call.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: Set-Cookie\r\n");
              call.send("\r\n2\r\n{}\r\n0\r\nSet-Cookie: a=1\r\n\r\n");
            });
        TestGateway before = TestGateway.to(trailing.uri());
        RawConnection client = before.connect()) {
      client.send(TestGateway.REQUEST + "\r\n");
      assertThat(client.head().all("trailer")).isEmpty();
      assertThat(client.chunk()).isEqualTo("{}");
      assertThat(client.line()).isEqualTo("0");
      assertThat(client.line()).isEmpty();
      assertThat(client.ask("GET /other HTTP/1.1\r\nHost: x\r\n\r\n").status()).isEqualTo(404);
    }
  }

  @Test
  void http_2_is_not_spoken_neither_at_once_nor_after_an_upgrade() throws Exception {
    try (RawConnection client = gateway.connect()) {
      client.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
      assertThat(client.line()).doesNotContain(" 200 ").startsWith("HTTP/1.1 4");
    }
    try (RawConnection client = gateway.connect()) {
      assertThat(
              client
                  .ask(
                      TestGateway.REQUEST
                          + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c"
                          + "\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n")
                  .status())
          .isEqualTo(200);
      assertThat(backend.call().all("upgrade")).isEmpty();
      // Still the first protocol.
      assertThat(client.ask(TestGateway.REQUEST + "\r\n").status()).isEqualTo(200);
    }
  }
}
