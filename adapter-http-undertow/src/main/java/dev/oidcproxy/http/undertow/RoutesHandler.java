package dev.oidcproxy.http.undertow;

import dev.oidcproxy.application.http.HttpRequest;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.application.http.Routes;
import dev.oidcproxy.http.undertow.body.BodyBounds;
import dev.oidcproxy.http.undertow.body.BodyReader;
import dev.oidcproxy.http.undertow.body.HeldBytes;
import dev.oidcproxy.http.undertow.exchange.Exchanges;
import dev.oidcproxy.http.undertow.exchange.Limits;
import dev.oidcproxy.http.undertow.exchange.Refusals;
import dev.oidcproxy.http.undertow.exchange.RequestLog;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;
import java.util.concurrent.Executor;

/**
 * The routes of the application: the body is read on the I/O thread, the endpoint runs on a virtual
 * thread and may block, and the answer is written on the I/O thread again.
 */
final class RoutesHandler implements HttpHandler {

  private final Routes routes;
  private final Exchanges exchanges;
  private final BodyBounds bounds;
  private final Executor blocking;

  RoutesHandler(Routes routes, Exchanges exchanges, Limits limits, Executor blocking) {
    this.routes = routes;
    this.exchanges = exchanges;
    // Each is so small that only the number of connections counts.
    this.bounds =
        new BodyBounds(
            limits.bodyBytes(),
            limits.bodyTime(),
            new HeldBytes(Long.MAX_VALUE),
            Refusals.TOO_LARGE);
    this.blocking = blocking;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    BodyReader.Reception reception =
        new BodyReader.Reception(
            body -> handle(exchange, exchanges.request(exchange, body)),
            refused -> exchanges.send(exchange, refused));
    exchange.dispatch(
        SameThreadExecutor.INSTANCE, () -> new BodyReader(exchange, bounds, reception).start());
  }

  private void handle(HttpServerExchange exchange, HttpRequest request) {
    blocking.execute(() -> {
      HttpResponse response = Refusals.FAILED;
      try {
        response = RequestLog.call(request.requestId(), () -> routes.handle(request));
      } finally {
        // Even when an Error got out of an endpoint: the client must not wait for ever.
        HttpResponse decided = response;
        exchange.getIoThread().execute(() -> exchanges.send(exchange, decided));
      }
    });
  }
}
