package dev.oidcproxy.http.undertow.exchange;

import dev.oidcproxy.application.http.HttpRequest;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.application.http.Routes;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;
import java.util.concurrent.Executor;
import org.xnio.IoUtils;

/**
 * The routes of the application: the body is read on the I/O thread, the endpoint runs on a virtual
 * thread and may block, and the answer is written on the I/O thread again.
 */
public final class RoutesHandler implements HttpHandler {

  private final Routes routes;
  private final Exchanges exchanges;
  private final Limits limits;
  private final Executor blocking;

  public RoutesHandler(Routes routes, Exchanges exchanges, Limits limits, Executor blocking) {
    this.routes = routes;
    this.exchanges = exchanges;
    this.limits = limits;
    this.blocking = blocking;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    exchange.dispatch(
        SameThreadExecutor.INSTANCE,
        () -> new BodyReader(exchange, limits, new Received(exchange)).start());
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

  private final class Received implements BodyReader.Reception {

    private final HttpServerExchange exchange;

    Received(HttpServerExchange exchange) {
      this.exchange = exchange;
    }

    @Override
    public void complete(byte[] body) {
      handle(exchange, exchanges.request(exchange, body));
    }

    @Override
    public void tooLarge() {
      exchanges.send(exchange, Refusals.TOO_LARGE);
    }

    @Override
    public void tooLate() {
      exchange.setPersistent(false);
      exchanges.send(exchange, Refusals.TOO_LATE);
    }

    @Override
    public void broken() {
      if (exchange.getConnection().isOpen()) {
        exchange.setPersistent(false);
        exchanges.send(exchange, Refusals.MALFORMED);
      } else {
        IoUtils.safeClose(exchange.getConnection());
      }
    }
  }
}
