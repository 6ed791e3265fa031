package dev.oidcproxy.testkit;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A request that a {@link FakeProvider} received.
 *
 * @param headers the first of each, by lower-case name
 * @param form the parameters of its query or body
 */
public record ReceivedRequest(
    String method, Map<String, String> headers, Map<String, String> form) {

  static ReceivedRequest of(HttpExchange exchange) throws IOException {
    Map<String, String> headers =
        exchange.getRequestHeaders().entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    e -> e.getKey().toLowerCase(Locale.ROOT), e -> e.getValue().getFirst()));
    byte[] body = exchange.getRequestBody().readAllBytes();
    String query = exchange.getRequestURI().getRawQuery();
    String encoded = body.length > 0 ? new String(body, StandardCharsets.UTF_8) : query;
    return new ReceivedRequest(
        exchange.getRequestMethod(), headers, encoded == null ? Map.of() : decode(encoded));
  }

  /** The parameters of a query or a form; the last of each name. */
  static Map<String, String> decode(String encoded) {
    Map<String, String> form = new LinkedHashMap<>();
    for (String pair : encoded.split("&")) {
      int eq = pair.indexOf('=');
      if (eq > 0) {
        form.put(text(pair.substring(0, eq)), text(pair.substring(eq + 1)));
      }
    }
    return form;
  }

  static String text(String encoded) {
    return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
  }
}
