package dev.oidcproxy.http.undertow.exchange;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;

/**
 * Refuses requests whose end two servers could see in different places (RFC 9112 section 6.3).
 * Undertow refuses two lengths, and a length beside a transfer coding; it takes any unknown coding
 * for chunked and lets a huge length overflow, which are refused here. The connection is closed:
 * what follows on it may be the hidden request.
 */
public final class StrictFraming implements HttpHandler {

  private static final int MOST_DIGITS = 18;

  private final Exchanges exchanges;
  private final HttpHandler next;

  public StrictFraming(Exchanges exchanges, HttpHandler next) {
    this.exchanges = exchanges;
    this.next = next;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    HeaderValues coding = exchange.getRequestHeaders().get(Headers.TRANSFER_ENCODING);
    HeaderValues length = exchange.getRequestHeaders().get(Headers.CONTENT_LENGTH);
    boolean clear =
        (coding == null || (exchange.isHttp11() && coding.getFirst().equalsIgnoreCase("chunked")))
            && (length == null || length.getFirst().length() <= MOST_DIGITS);
    if (clear) {
      if (coding != null) {
        StrictChunks.install(exchange);
      }
      next.handleRequest(exchange);
    } else {
      exchange.setPersistent(false);
      exchanges.send(exchange, Refusals.MALFORMED);
    }
  }
}
