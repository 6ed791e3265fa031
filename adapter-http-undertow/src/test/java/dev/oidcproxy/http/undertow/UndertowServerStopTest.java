package dev.oidcproxy.http.undertow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oidcproxy.testkit.RawConnection;
import dev.oidcproxy.testkit.RawConnection.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class UndertowServerStopTest {

  @Test
  void a_request_in_flight_is_answered_and_no_other_taken() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (TestBackend backend =
            new TestBackend(call -> {
              await(go);
              call.json("{}");
            });
        TestGateway gateway = TestGateway.to(backend.uri());
        RawConnection client = gateway.connect()) {
      client.send(TestGateway.REQUEST + "\r\n");
      backend.call();
      Thread stopping = Thread.ofVirtual().start(() -> gateway.stop(Duration.ofSeconds(30)));
      awaitRefusal(gateway);
      go.countDown();

      assertThat(client.answer().body()).isEqualTo("{}");
      assertThat(stopping.join(Duration.ofSeconds(20))).isTrue();
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void a_request_on_an_open_connection_is_still_answered_but_is_its_last() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (TestBackend backend =
            new TestBackend(call -> {
              if (call.line().contains("wait")) {
                await(go);
              }
              call.json("{}");
            });
        TestGateway gateway = TestGateway.to(backend.uri());
        RawConnection waiting = gateway.connect();
        RawConnection other = gateway.connect()) {
      assertThat(other.ask(TestGateway.REQUEST + "\r\n").first("connection")).isNotEqualTo("close");
      waiting.send(TestGateway.REQUEST.replace("/mcp", "/mcp?wait") + "\r\n");
      backend.call();
      backend.call();
      Thread.ofVirtual().start(() -> gateway.stop(Duration.ofSeconds(30)));
      awaitRefusal(gateway);
      Answer last = other.ask(TestGateway.REQUEST + "\r\n");

      assertThat(last.first("connection")).isEqualTo("close");
      assertThat(other.isClosed()).isTrue();
      go.countDown();
      assertThat(waiting.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void a_stream_is_closed_when_the_time_to_drain_is_over() throws Exception {
    try (TestBackend backend =
            new TestBackend(call -> {
              call.stream();
              call.event("one");
              call.connection().isClosed();
            });
        TestGateway gateway = TestGateway.to(backend.uri());
        RawConnection client = gateway.connect()) {
      client.send(TestGateway.REQUEST + "\r\n");
      client.head();
      client.chunk();
      gateway.stop(Duration.ofMillis(200));

      assertThat(client.isClosed()).isTrue();
      gateway.stop(Duration.ofSeconds(30));
    }
  }

  @Test
  void an_address_in_use_is_named() throws Exception {
    try (TestBackend backend = new TestBackend(call -> {})) {
      ListenAddress taken = new ListenAddress("127.0.0.1", backend.port());
      assertThatThrownBy(
              () -> TestGateway.to(backend.uri(), Optional.empty(), UndertowSettings.plain(taken)))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("127.0.0.1:" + backend.port());
    }
  }

  /** Stopping has begun when nobody is let in any more. */
  private static void awaitRefusal(TestGateway gateway) throws IOException {
    while (true) {
      try (RawConnection probe = gateway.connect()) {
        probe.socket().setSoLinger(true, 0);
      } catch (ConnectException e) {
        return;
      } catch (SocketException reset) {
        // it waited to be let in when the door was shut: the next is refused
      }
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
