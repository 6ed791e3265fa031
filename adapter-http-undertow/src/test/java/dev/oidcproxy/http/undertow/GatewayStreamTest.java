package dev.oidcproxy.http.undertow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oidcproxy.testkit.RawConnection;
import dev.oidcproxy.testkit.RawConnection.Answer;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GatewayStreamTest {

  private static final String POST =
      "POST /mcp HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer known\r\n";

  @Test
  @Tag("F8")
  void the_head_and_each_event_pass_at_once() throws Exception {
    Exchanger<String> next = new Exchanger<>();
    try (TestBackend backend =
            new TestBackend(call -> {
              call.stream();
              while (true) {
                call.event(handOver(next, ""));
              }
            });
        TestGateway gateway = TestGateway.to(backend.uri());
        RawConnection client = gateway.connect()) {
      client.send(TestGateway.REQUEST + "\r\n");
      Answer head = client.head();
      assertThat(head.first("content-type")).isEqualTo("text/event-stream");
      for (String event : new String[] {"one", "two", "three"}) {
        handOver(next, event);
        assertThat(client.chunk()).isEqualTo("data: " + event + "\n\n");
      }
    }
  }

  @Test
  void each_byte_of_a_request_passes_at_once() throws Exception {
    Exchanger<String> seen = new Exchanger<>();
    try (TestBackend backend =
            new TestBackend(call -> {
              for (int i = 0; i < 3; i++) {
                handOver(seen, call.connection().chunk());
              }
              call.connection().chunk();
              call.json("{}");
            });
        TestGateway gateway = TestGateway.to(backend.uri());
        RawConnection client = gateway.connect()) {
      client.send(POST + "Transfer-Encoding: chunked\r\n\r\n");
      for (String part : new String[] {"a", "b", "c"}) {
        client.send("1\r\n" + part + "\r\n");
        assertThat(handOver(seen, "")).isEqualTo(part);
      }
      assertThat(client.ask("0\r\n\r\n").body()).isEqualTo("{}");
    }
  }

  @Test
  @Tag("F8")
  void a_client_that_leaves_a_silent_stream_ends_it_at_the_backend() throws Exception {
    leaves(false);
  }

  @Test
  @Tag("F8")
  void a_client_that_resets_a_silent_stream_ends_it_at_the_backend() throws Exception {
    leaves(true);
  }

  @Test
  void a_request_sent_ahead_is_answered_after_the_stream() throws Exception {
    CountDownLatch sentAhead = new CountDownLatch(1);
    try (TestBackend backend =
            new TestBackend(call -> {
              if (call.line().contains("second")) {
                call.json("{}");
                return;
              }
              call.stream();
              call.event("one");
              await(sentAhead);
              call.event("two");
              call.send("0\r\n\r\n");
            });
        TestGateway gateway = TestGateway.to(backend.uri());
        RawConnection client = gateway.connect()) {
      client.send(TestGateway.REQUEST + "\r\n");
      client.head();
      client.chunk();
      client.send(TestGateway.REQUEST.replace("/mcp", "/mcp?second") + "\r\n");
      sentAhead.countDown();
      assertThat(client.chunk()).isEqualTo("data: two\n\n");
      assertThat(client.chunk()).isEmpty();
      assertThat(client.answer().body()).isEqualTo("{}");
      assertThat(client.ask(TestGateway.REQUEST.replace("/mcp", "/mcp?second") + "\r\n").body())
          .isEqualTo("{}");
    }
  }

  @Test
  @Tag("F8")
  void a_backend_that_breaks_off_breaks_the_stream_off() throws Exception {
    try (TestBackend backend =
            new TestBackend(call -> {
              call.stream();
              call.event("one");
              throw new IOException("gone");
            });
        TestGateway gateway = TestGateway.to(backend.uri())) {
      for (String version : new String[] {"1.1", "1.1\r\nConnection: close", "1.0"}) {
        try (RawConnection client = gateway.connect()) {
          client.send(TestGateway.REQUEST.replace("1.1", version) + "\r\n");
          client.head();
          if (version.equals("1.0")) {
            assertThatThrownBy(() -> client.socket().getInputStream().readAllBytes())
                .hasMessageContaining("reset");
          } else {
            assertThat(client.chunk()).isEqualTo("data: one\n\n");
            assertThat(client.isClosed()).isTrue();
          }
        }
      }
    }
  }

  @Test
  void a_short_body_is_not_passed_off_as_whole() throws Exception {
    try (TestBackend backend =
            new TestBackend(call -> {
              call.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
              throw new IOException("gone");
            });
        TestGateway gateway = TestGateway.to(backend.uri());
        RawConnection client = gateway.connect()) {
      client.send(TestGateway.REQUEST + "\r\n");
      assertThat(client.head().first("content-length")).isEqualTo("10");
      assertThat(client.socket().getInputStream().readAllBytes()).hasSize(5);
    }
  }

  @Test
  @Tag("F8")
  void a_slow_reader_slows_the_backend_down() throws Exception {
    AtomicLong written = new AtomicLong();
    long most = 256L << 20;
    try (TestBackend backend =
            new TestBackend(call -> {
              call.send("HTTP/1.1 200 OK\r\nContent-Length: " + most + "\r\n\r\n");
              flood(call, written, most);
            });
        TestGateway gateway = TestGateway.to(backend.uri());
        RawConnection client = gateway.connect();
        RawConnection other = gateway.connect()) {
      client.socket().setReceiveBufferSize(64 * 1024);
      client.send(TestGateway.REQUEST + "\r\n");
      client.head();
      for (int i = 0; i < 1000; i++) {
        // meanwhile the gateway has all the time it wants to read on
        assertThat(other.ask("GET /other HTTP/1.1\r\nHost: x\r\n\r\n").status()).isEqualTo(404);
      }
      assertThat(written.get()).as("taken from the backend").isLessThan(most / 4);
      client.socket().getInputStream().skipNBytes(most);
    }
  }

  @Test
  @Tag("F8")
  void an_upload_of_100_mb_passes_in_little_memory() throws Exception {
    long size = 100L << 20;
    byte[] block = new byte[64 * 1024];
    try (TestBackend backend = new TestBackend(call -> call.json("" + call.skipBody()));
        TestGateway gateway = TestGateway.to(backend.uri());
        RawConnection client = gateway.connect()) {
      client.send(POST + "Content-Length: " + size + "\r\n\r\n");
      for (long sent = 0; sent < size; sent += block.length) {
        client.socket().getOutputStream().write(block);
      }
      assertThat(client.answer().body()).isEqualTo("" + size);
    }
  }

  private static void leaves(boolean byReset) throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    try (TestBackend backend =
            new TestBackend(call -> {
              call.stream();
              call.event("one");
              awaitEnd(call, ended);
            });
        TestGateway gateway = TestGateway.to(backend.uri());
        RawConnection client = gateway.connect()) {
      client.send(TestGateway.REQUEST + "\r\n");
      client.head();
      client.chunk();
      if (byReset) {
        client.socket().setSoLinger(true, 0);
      }
      client.socket().close();
      assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static void awaitEnd(TestBackend.Call call, CountDownLatch ended) throws IOException {
    if (call.connection().isClosed()) {
      ended.countDown();
    }
  }

  private static void flood(TestBackend.Call call, AtomicLong written, long most)
      throws IOException {
    byte[] block = new byte[64 * 1024];
    while (written.get() < most) {
      call.connection().socket().getOutputStream().write(block);
      written.addAndGet(block.length);
    }
  }

  private static String handOver(Exchanger<String> exchanger, String mine) {
    try {
      return exchanger.exchange(mine);
    } catch (InterruptedException e) {
      return CompletableFuture.<String>failedFuture(e).join();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
