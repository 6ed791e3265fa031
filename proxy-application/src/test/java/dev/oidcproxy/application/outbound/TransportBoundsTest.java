package dev.oidcproxy.application.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How long and how large an answer may be. */
@Tag("S18")
class TransportBoundsTest extends LoopbackServer {

  @Test
  void an_answer_of_the_greatest_length_is_read_and_a_longer_one_is_an_error() throws IOException {
    server.createContext("/ten", exchange -> answer(exchange, 200, "0123456789"));
    assertThat(get("/ten", 10).body()).hasSize(10);
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> get("/ten", 9));
  }

  @Test
  void an_endless_answer_is_left_early() {
    CountDownLatch noticed = new CountDownLatch(1);
    server.createContext(
        "/endless",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try {
            while (true) {
              exchange.getResponseBody().write(new byte[8192]);
            }
          } finally {
            noticed.countDown();
          }
        });
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> get("/endless", 1000))
        .isNotInstanceOf(SocketTimeoutException.class);
    assertThat(opened(noticed)).isTrue();
  }

  @Test
  void compression_is_not_asked_for_and_not_undone() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      gzip.write(new byte[1_000_000]);
    }
    AtomicInteger asked = new AtomicInteger();
    server.createContext(
        "/bomb",
        exchange -> {
          asked.addAndGet(exchange.getRequestHeaders().containsKey("Accept-Encoding") ? 1 : 0);
          exchange.getResponseHeaders().add("Content-Encoding", "gzip");
          exchange.sendResponseHeaders(200, bomb.size());
          exchange.getResponseBody().write(bomb.toByteArray());
          exchange.close();
        });
    assertThat(get("/bomb", 10_000).body()).isEqualTo(bomb.toByteArray());
    assertThat(asked).hasValue(0);
  }

  @Test
  void silence_ends_with_the_timeout() {
    CountDownLatch release = new CountDownLatch(1);
    server.createContext("/silence", exchange -> opened(release));
    assertThatExceptionOfType(SocketTimeoutException.class)
        .isThrownBy(() -> transport.send(request("/silence", 100, Duration.ofMillis(100))));
    release.countDown();
  }

  @Test
  void a_trickle_of_bytes_does_not_extend_the_timeout() {
    CountDownLatch noticed = new CountDownLatch(1);
    server.createContext(
        "/trickle",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try {
            while (!noticed.await(20, TimeUnit.MILLISECONDS)) {
              exchange.getResponseBody().write('.');
              exchange.getResponseBody().flush();
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } finally {
            noticed.countDown();
          }
        });
    assertThatExceptionOfType(SocketTimeoutException.class)
        .isThrownBy(() -> transport.send(request("/trickle", 100_000, Duration.ofMillis(200))));
    assertThat(opened(noticed)).isTrue();
  }
}
