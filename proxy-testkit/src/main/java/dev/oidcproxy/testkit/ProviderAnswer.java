package dev.oidcproxy.testkit;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Map;

/** What an endpoint of a {@link FakeProvider} answers; an empty body is no body. */
record ProviderAnswer(int status, Map<String, Object> body) {

  static ProviderAnswer of(Map<String, Object> body) {
    return new ProviderAnswer(200, body);
  }

  static ProviderAnswer created(Map<String, Object> body) {
    return new ProviderAnswer(201, body);
  }

  static ProviderAnswer error(int status, String code) {
    return new ProviderAnswer(
        status, Map.of("error", code, "error_description", "call +1 555 0100 now"));
  }

  void send(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    byte[] json = body.isEmpty() ? new byte[0] : ProviderTokens.json(body);
    exchange.sendResponseHeaders(status, json.length == 0 ? -1 : json.length);
    exchange.getResponseBody().write(json);
  }
}
