package dev.oidcproxy.application.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oidcproxy.domain.port.HttpTransport.Request;
import dev.oidcproxy.domain.port.HttpTransport.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PooledHttpTransportTest extends LoopbackServer {

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
  void a_connection_is_used_again() throws IOException {
    Set<Integer> ports = new ConcurrentSkipListSet<>();
    server.createContext(
        "/port",
        exchange -> {
          ports.add(exchange.getRemoteAddress().getPort());
          answer(exchange, 200, "body");
        });
    get("/port", 100);
    get("/port", 100);
    assertThat(ports).hasSize(1);
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
}
