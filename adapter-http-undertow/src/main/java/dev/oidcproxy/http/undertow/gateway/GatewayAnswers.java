package dev.oidcproxy.http.undertow.gateway;

import dev.oidcproxy.application.config.ProtectedResource;
import dev.oidcproxy.application.gateway.AnswerFilter;
import dev.oidcproxy.application.gateway.CrossOrigin;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.http.undertow.exchange.Exchanges;
import dev.oidcproxy.http.undertow.exchange.RequestLog;
import dev.oidcproxy.http.undertow.filter.Filtering;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;
import org.xnio.Options;

/**
 * Answers of the gateway: each carries the request id and what the caller's origin may read.
 *
 * @param blocking for what takes longer than an I/O thread has
 */
record GatewayAnswers(Exchanges exchanges, CrossOrigin crossOrigin, Executor blocking) {

  private static final Logger LOG = LoggerFactory.getLogger(GatewayAnswers.class);

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

  /** In place of an answer of the backend; why is for the log alone. */
  void refuse(
      HttpServerExchange exchange, ProtectedResource resource, HttpResponse response, String why) {
    warn(exchange, resource, why);
    send(exchange, response);
  }

  /** How the answer to a request is filtered; what does not pass is in the log. */
  Filtering filtering(
      HttpServerExchange exchange, ProtectedResource resource, AnswerFilter filter, byte[] asked) {
    return Filtering.of(filter, asked, blocking, why -> warn(exchange, resource, why));
  }

  private void warn(HttpServerExchange exchange, ProtectedResource resource, String why) {
    RequestLog.run(
        exchanges.requestId(exchange),
        () -> LOG.warn("the MCP server of {} {}", resource.path(), why));
  }

  /** Ends a response that cannot be completed, so that the client sees that it is not complete. */
  static void cut(HttpServerExchange exchange) {
    if (!exchange.isHttp11()) {
      // Without chunks, an orderly close of the connection would look like the end of the answer.
      reset(exchange);
    }
    IoUtils.safeClose(exchange.getConnection());
  }

  private static void reset(HttpServerExchange exchange) {
    try {
      exchange.getConnection().setOption(Options.CLOSE_ABORT, true);
    } catch (IOException e) {
      LOG.debug("a connection that is already gone", e);
    }
  }

  private static void set(HeaderMap headers, HttpString name, String value) {
    if (name.equals(Headers.VARY)) {
      headers.add(name, value);
    } else {
      headers.put(name, value);
    }
  }
}
