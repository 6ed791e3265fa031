package dev.oidcproxy.http.undertow;

import dev.oidcproxy.application.gateway.CrossOrigin;
import dev.oidcproxy.application.http.HttpResponse;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.Optional;

/** Answers of the gateway: each carries the request id and what the caller's origin may read. */
record GatewayAnswers(Exchanges exchanges, CrossOrigin crossOrigin) {

  /** Several in one request are none that could be allowed. */
  static Optional<String> origin(HttpServerExchange exchange) {
    HeaderValues values = exchange.getRequestHeaders().get(Headers.ORIGIN);
    return values == null ? Optional.empty() : Optional.of(String.join(", ", values));
  }

  /** Only after the origin was found to be allowed. */
  void mark(HttpServerExchange exchange) {
    HeaderMap headers = exchange.getResponseHeaders();
    headers.put(Exchanges.X_REQUEST_ID, exchanges.requestId(exchange));
    origin(exchange)
        .ifPresent(origin ->
            crossOrigin
                .headers(origin)
                .forEach((name, value) -> set(headers, HttpString.tryFromString(name), value)));
  }

  void send(HttpServerExchange exchange, HttpResponse response) {
    mark(exchange);
    exchanges.send(exchange, response);
  }

  private static void set(HeaderMap headers, HttpString name, String value) {
    if (name.equals(Headers.VARY)) {
      headers.add(name, value);
    } else {
      headers.put(name, value);
    }
  }
}
