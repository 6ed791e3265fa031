package dev.oidcproxy.testkit;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/** What an endpoint of a {@link FakeProvider} does in place of its work. */
@FunctionalInterface
public interface Fault {

  void answer(HttpExchange exchange) throws IOException;

  /** A status with an empty body. */
  static Fault status(int status) {
    return exchange -> send(exchange, status, "text/plain", new byte[0]);
  }

  /** An OAuth error (RFC 6749 section 5.2), with words that must never reach anybody. */
  static Fault error(int status, String code) {
    String body = "{\"error\":\"" + code + "\",\"error_description\":\"call +1 555 0100 now\"}";
    return exchange -> send(exchange, status, "application/json", bytes(body));
  }

  /** What a gateway in front of a provider says, with a status of success. */
  static Fault html() {
    return exchange ->
        send(exchange, 200, "text/html", bytes("<html><body>Maintenance</body></html>"));
  }

  /** A JSON object of 16 MiB. */
  static Fault huge() {
    byte[] body = new byte[16 << 20];
    Arrays.fill(body, (byte) ' ');
    body[0] = '{';
    body[body.length - 1] = '}';
    return exchange -> send(exchange, 200, "application/json", body);
  }

  /** JSON of the test's choice. */
  static Fault json(String body) {
    return json(200, body);
  }

  static Fault json(int status, String body) {
    return exchange -> send(exchange, status, "application/json", bytes(body));
  }

  /** No answer until {@code release} opens: a timeout, for whoever does not wait. */
  static Fault silence(CountDownLatch release) {
    return exchange -> {
      try {
        release.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      exchange.close();
    };
  }

  /** The connection ends without an answer. */
  static Fault hangUp() {
    return HttpExchange::close;
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    try (var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
