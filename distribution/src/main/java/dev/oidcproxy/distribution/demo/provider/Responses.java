package dev.oidcproxy.distribution.demo.provider;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.jose4j.json.JsonUtil;

/** The kinds of answer this provider gives. */
final class Responses {

  private Responses() {}

  static void json(HttpServerExchange exchange, int status, Map<String, Object> body) {
    exchange.setStatusCode(status);
    exchange
        .getResponseHeaders()
        .put(Headers.CONTENT_TYPE, "application/json")
        .put(Headers.CACHE_CONTROL, "no-store");
    exchange.getResponseSender().send(JsonUtil.toJson(body));
  }

  static void error(HttpServerExchange exchange, int status, ProviderException refusal) {
    json(
        exchange,
        status,
        Map.of("error", refusal.error(), "error_description", refusal.getMessage()));
  }

  static void page(HttpServerExchange exchange, int status, Page page) {
    exchange.setStatusCode(status);
    exchange
        .getResponseHeaders()
        .put(Headers.CONTENT_TYPE, "text/html; charset=utf-8")
        .put(Headers.CACHE_CONTROL, "no-store")
        .put(new HttpString("Content-Security-Policy"), Page.CONTENT_SECURITY_POLICY)
        .put(new HttpString("Referrer-Policy"), page.referrerPolicy())
        .put(new HttpString("X-Frame-Options"), "DENY")
        .put(new HttpString("X-Content-Type-Options"), "nosniff");
    exchange.getResponseSender().send(page.html());
  }

  /** The redirect URI with these response parameters added to its own query. */
  static String redirectUri(String registered, Map<String, String> parameters) {
    String query =
        parameters.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + encode(entry.getValue()))
            .collect(Collectors.joining("&"));
    return registered + (registered.indexOf('?') < 0 ? "?" : "&") + query;
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
