package dev.oidcproxy.application.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.oidcproxy.domain.port.HttpTransport.Request;
import dev.oidcproxy.domain.port.HttpTransport.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PooledHttpTransportTest {

  private static final Duration AMPLE = Duration.ofSeconds(20);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final PooledHttpTransport transport =
      new PooledHttpTransport(TrustedCertificates.platform());
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    transport.close();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void a_request_arrives_and_its_answer_comes_back() throws IOException {
    server.createContext(
        "/echo",
        exchange -> {
          String said =
              exchange.getRequestMethod() + " " + exchange.getRequestHeaders().getFirst("X-One");
          byte[] sent = exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().add("X-Two", "2");
          answer(exchange, 201, (said + " " + new String(sent, StandardCharsets.UTF_8)));
        });
    Request request =
        new Request(
            "POST",
            uri("/echo"),
            Map.of("X-One", "1", "Content-Type", "text/plain"),
            Optional.of("body".getBytes(StandardCharsets.UTF_8)),
            AMPLE,
            100);
    Response response = transport.send(request);

    assertThat(response.status()).isEqualTo(201);
    assertThat(response.header("x-two")).contains("2");
    assertThat(new String(response.body(), StandardCharsets.UTF_8)).isEqualTo("POST 1 body");
  }

  @Test
  void a_redirect_is_an_answer() throws IOException {
    AtomicInteger followed = new AtomicInteger();
    server.createContext("/target", exchange -> followed.incrementAndGet());
    server.createContext(
        "/redirect",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/target");
          answer(exchange, 302, "");
        });
    assertThat(get("/redirect", 100).status()).isEqualTo(302);
    assertThat(followed).hasValue(0);
  }

  @Test
  void a_cookie_is_not_kept() throws IOException {
    server.createContext(
        "/cookie",
        exchange -> {
          exchange.getResponseHeaders().add("Set-Cookie", "a=b; Path=/");
          answer(exchange, 200, "" + exchange.getRequestHeaders().containsKey("Cookie"));
        });
    get("/cookie", 100);
    assertThat(new String(get("/cookie", 100).body(), StandardCharsets.UTF_8)).isEqualTo("false");
  }

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
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> get("/endless", 1000));
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

  @Test
  void nothing_is_sent_twice() {
    AtomicInteger received = new AtomicInteger();
    server.createContext(
        "/hangup",
        exchange -> {
          received.incrementAndGet();
          exchange.close();
        });
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> get("/hangup", 100));
    assertThat(received).hasValue(1);
  }

  @Test
  void a_server_error_or_a_demand_for_credentials_is_an_answer() throws IOException {
    AtomicInteger received = new AtomicInteger();
    server.createContext(
        "/basic",
        exchange -> {
          received.incrementAndGet();
          exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"x\"");
          answer(exchange, 401, "");
        });
    server.createContext(
        "/503",
        exchange -> {
          received.incrementAndGet();
          exchange.getResponseHeaders().add("Retry-After", "0");
          answer(exchange, 503, "");
        });
    assertThat(get("/basic", 100).status()).isEqualTo(401);
    assertThat(get("/503", 100).status()).isEqualTo(503);
    assertThat(received).hasValue(2);
  }

  private Response get(String path, int maxBytes) throws IOException {
    return transport.send(request(path, maxBytes, AMPLE));
  }

  private Request request(String path, int maxBytes, Duration timeout) {
    return new Request("GET", uri(path), Map.of(), Optional.empty(), timeout, maxBytes);
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static boolean opened(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
