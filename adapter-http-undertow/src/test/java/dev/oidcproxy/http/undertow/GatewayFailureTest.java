package dev.oidcproxy.http.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.testkit.RawConnection;
import dev.oidcproxy.testkit.RawConnection.Answer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GatewayFailureTest {

  private static final String POST =
      "POST /mcp HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer known"
          + "\r\nContent-Length: 5\r\n\r\nhello";

  @Test
  void a_backend_that_is_down_is_a_503_that_invites_to_try_again() throws Exception {
    URI nobody;
    try (TestBackend gone = new TestBackend(call -> {})) {
      nobody = gone.uri();
    }
    Answer answer = ask(nobody, POST);

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.first("retry-after")).isEqualTo("5");
    assertThat(answer.body()).contains("temporarily_unavailable");
  }

  @Test
  void a_backend_without_an_address_is_a_503() throws Exception {
    assertThat(ask(URI.create("http://nowhere.invalid/mcp"), POST).status()).isEqualTo(503);
  }

  @Test
  void a_backend_that_breaks_off_before_it_answers_is_a_502() throws Exception {
    assertThat(
            answerTo(
                    call -> {
                      throw new IOException("gone");
                    })
                .status())
        .isEqualTo(502);
  }

  @Test
  void what_is_not_http_is_a_502() throws Exception {
    assertThat(answerTo(call -> call.send("220 smtp ready\r\n\r\n")).status()).isEqualTo(502);
    assertThat(
            answerTo(call ->
                    call.send(
                        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}"))
                .status())
        .isEqualTo(502);
    assertThat(answerTo(call -> call.send("HTTP/1.1 103 Early Hints\r\n\r\n")).status())
        .isEqualTo(502);
  }

  @Test
  void a_401_of_the_backend_is_not_the_clients_fault() throws Exception {
    Answer answer =
        answerTo(call ->
            call.send(
                "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer"
                    + "\r\nContent-Length: 0\r\n\r\n"));

    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.all("www-authenticate")).isEmpty();
    assertThat(answer.body()).contains("server_error");
  }

  @Test
  void other_answers_of_the_backend_pass_as_they_are() throws Exception {
    assertThat(
            answerTo(call -> call.send("HTTP/1.1 403 Forbidden\r\nContent-Length: 4\r\n\r\nnope"))
                .body())
        .isEqualTo("nope");
    assertThat(answerTo(call -> call.send("HTTP/1.1 204 No Content\r\n\r\n")).status())
        .isEqualTo(204);
    assertThat(
            answerTo(call -> call.send("HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n"))
                .status())
        .isEqualTo(304);
    assertThat(
            answerTo(call -> call.send("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"))
                .status())
        .isEqualTo(202);
  }

  @Test
  void an_answer_that_ends_with_its_connection_is_whole() throws Exception {
    assertThat(
            answerTo(
                    call -> {
                      call.send("HTTP/1.0 200 OK\r\n\r\nold");
                      call.connection().socket().close();
                    })
                .body())
        .isEqualTo("old");
  }

  @Test
  void head_is_answered_without_a_body() throws Exception {
    try (TestBackend backend =
            new TestBackend(call -> call.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"));
        TestGateway gateway = TestGateway.to(backend.uri());
        RawConnection client = gateway.connect()) {
      for (int i = 0; i < 2; i++) {
        client.send(TestGateway.REQUEST.replace("GET", "HEAD") + "\r\n");
        assertThat(client.head().first("content-length")).isEqualTo("9");
      }
    }
  }

  @Test
  void a_timeout_that_was_asked_for_ends_the_wait() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try (TestBackend backend =
            new TestBackend(call -> {
              if (call.line().contains("stream")) {
                call.stream();
                call.event("one");
              }
              call.connection().isClosed();
              never.countDown();
            });
        TestGateway gateway = TestGateway.to(backend.uri(), Optional.of(Duration.ofMillis(300)));
        RawConnection client = gateway.connect()) {
      assertThat(client.ask(TestGateway.REQUEST + "\r\n").status()).isEqualTo(504);
      never.await();
      client.send(TestGateway.REQUEST.replace("/mcp", "/mcp?stream") + "\r\n");
      client.head();
      client.chunk();
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void connections_to_the_backend_are_used_again() throws Exception {
    AtomicInteger connections = new AtomicInteger();
    ThreadLocal<Integer> first = ThreadLocal.withInitial(connections::incrementAndGet);
    try (TestBackend backend =
            new TestBackend(call -> {
              first.get();
              call.skipBody();
              call.json("{}");
            });
        TestGateway gateway = TestGateway.to(backend.uri());
        RawConnection client = gateway.connect()) {
      for (int i = 0; i < 20; i++) {
        assertThat(client.ask(POST).status()).isEqualTo(200);
      }
      assertThat(connections).hasValue(1);
    }
  }

  @Test
  void a_connection_gone_stale_is_replaced_for_a_get_and_not_for_a_post() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    try (TestBackend backend =
            new TestBackend(call -> {
              call.skipBody();
              if (requests.incrementAndGet() % 2 == 0) {
                throw new IOException("closed just now");
              }
              call.json("{}");
            });
        TestGateway gateway = TestGateway.to(backend.uri());
        RawConnection client = gateway.connect()) {
      assertThat(client.ask(TestGateway.REQUEST + "\r\n").status()).isEqualTo(200);
      assertThat(client.ask(TestGateway.REQUEST + "\r\n").status()).isEqualTo(200);
      assertThat(requests).hasValue(3);
      assertThat(client.ask(POST).status()).isEqualTo(502);
      assertThat(requests).hasValue(4);
    }
  }

  @Test
  @Tag("S26")
  void a_broken_chunked_upload_is_a_400_and_ends_both_connections() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    try (TestBackend backend =
            new TestBackend(call -> {
              call.connection().chunk();
              if (call.connection().isClosed()) {
                ended.countDown();
              }
            });
        TestGateway gateway = TestGateway.to(backend.uri());
        RawConnection client = gateway.connect()) {
      client.send(
          "POST /mcp HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer known"
              + "\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
      backend.call();
      assertThat(client.ask("nonsense\r\n").status()).isEqualTo(400);
      assertThat(client.isClosed()).isTrue();
      ended.await();
    }
  }

  @Test
  void an_answer_before_the_end_of_the_upload_reaches_the_client() throws Exception {
    try (TestBackend backend =
            new TestBackend(call ->
                call.send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\n\r\nbig"));
        TestGateway gateway = TestGateway.to(backend.uri());
        RawConnection client = gateway.connect()) {
      client.send(
          "POST /mcp HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer known"
              + "\r\nContent-Length: 10\r\n\r\nhello");
      assertThat(client.answer().status()).isEqualTo(413);
    }
  }

  private static Answer answerTo(TestBackend.Script script) throws Exception {
    try (TestBackend backend =
        new TestBackend(call -> {
          call.skipBody();
          script.play(call);
        })) {
      return ask(backend.uri(), POST);
    }
  }

  private static Answer ask(URI backend, String request) throws Exception {
    try (TestGateway gateway = TestGateway.to(backend);
        RawConnection client = gateway.connect()) {
      return client.ask(request);
    }
  }
}
