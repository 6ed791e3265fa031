package dev.oidcproxy.http.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.http.undertow.exchange.Limits;
import dev.oidcproxy.http.undertow.exchange.TrustedProxies;
import dev.oidcproxy.testkit.RawConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Backends and clients that take their time, or go half away. */
@Timeout(60)
@Tag("F8")
class GatewaySlownessTest {

  private static final String POST =
      "POST /mcp HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer known\r\n";

  @Test
  void a_backend_of_one_byte_at_a_time_is_passed_on_byte_by_byte() throws Exception {
    Semaphore seen = new Semaphore(1);
    String answer = "data: one\n\n";
    try (TestBackend backend =
            new TestBackend(call -> {
              call.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n");
              call.send("Content-Length: " + answer.length() + "\r\n\r\n");
              for (int i = 0; i < answer.length(); i++) {
                // The next byte only after the one before has arrived at the client.
                seen.acquireUninterruptibly();
                call.send(answer.substring(i, i + 1));
              }
            });
        TestGateway gateway = TestGateway.to(backend.uri());
        RawConnection client = gateway.connect()) {
      client.send(TestGateway.REQUEST + "\r\n");
      client.head();
      for (int i = 0; i < answer.length(); i++) {
        assertThat(client.socket().getInputStream().read()).isEqualTo(answer.charAt(i));
        seen.release();
      }
    }
  }

  @Test
  void a_call_may_be_silent_for_longer_than_any_limit_of_ours() throws Exception {
    Duration brief = Duration.ofMillis(100);
    UndertowSettings impatient =
        new UndertowSettings(
            new ListenAddress("127.0.0.1", 0),
            Optional.empty(),
            Optional.empty(),
            TrustedProxies.NONE,
            new Limits(100, brief, 4096, 10, brief, brief));
    try (TestBackend backend =
            new TestBackend(call -> {
              call.skipBody();
              silence(5 * brief.toMillis());
              call.stream();
              call.event("progress");
              silence(5 * brief.toMillis());
              call.event("done");
              call.send("0\r\n\r\n");
            });
        TestGateway gateway = TestGateway.to(backend.uri(), Optional.empty(), impatient);
        RawConnection client = gateway.connect()) {
      assertThat(client.ask(POST + "Content-Length: 5\r\n\r\nhello").body())
          .isEqualTo("data: progress\n\ndata: done\n\n");
    }
  }

  @Test
  void a_client_that_closes_its_half_is_gone_and_the_backend_is_told() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    try (TestBackend backend =
            new TestBackend(call -> {
              call.stream();
              call.event("one");
              if (call.connection().isClosed()) {
                ended.countDown();
              }
            });
        TestGateway gateway = TestGateway.to(backend.uri());
        RawConnection client = gateway.connect()) {
      client.send(TestGateway.REQUEST + "\r\n");
      client.head();
      client.chunk();
      client.socket().shutdownOutput();
      assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void a_backend_that_closes_its_half_in_the_middle_cuts_the_client() throws Exception {
    try (TestBackend backend =
            new TestBackend(call -> {
              call.stream();
              call.event("one");
              call.connection().socket().shutdownOutput();
              call.connection().isClosed();
            });
        TestGateway gateway = TestGateway.to(backend.uri());
        RawConnection client = gateway.connect()) {
      client.send(TestGateway.REQUEST + "\r\n");
      client.head();
      assertThat(client.chunk()).isEqualTo("data: one\n\n");
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void a_client_that_vanishes_in_the_middle_of_its_body_ends_the_request_at_the_backend()
      throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    try (TestBackend backend =
            new TestBackend(call -> {
              try {
                call.skipBody();
              } catch (IOException e) {
                ended.countDown();
                throw e;
              }
            });
        TestGateway gateway = TestGateway.to(backend.uri())) {
      try (RawConnection client = gateway.connect()) {
        client.send(POST + "Content-Length: 5\r\n\r\nhell");
        backend.call();
      }
      assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void a_client_that_leaves_before_the_answer_ends_the_request() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    try (TestBackend backend =
            new TestBackend(call -> {
              call.skipBody();
              if (call.connection().isClosed()) {
                ended.countDown();
              }
            });
        TestGateway gateway = TestGateway.to(backend.uri())) {
      try (RawConnection client = gateway.connect()) {
        client.send(POST + "Content-Length: 5\r\n\r\nhello");
        backend.call();
      }
      assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static void silence(long millis) {
    try {
      // Nobody counts it down: it is as long as it is.
      assertThat(new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)).isFalse();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
