package dev.oidcproxy.http.undertow.gateway;

import dev.oidcproxy.application.config.ProtectedResource;
import dev.oidcproxy.application.gateway.Admission;
import dev.oidcproxy.application.gateway.Admission.Admitted;
import dev.oidcproxy.application.gateway.Gate;
import dev.oidcproxy.application.gateway.Presented;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.http.undertow.body.Upload;
import dev.oidcproxy.http.undertow.exchange.Exchanges;
import dev.oidcproxy.http.undertow.exchange.Refusals;
import dev.oidcproxy.http.undertow.exchange.RequestLog;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.SameThreadExecutor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * The protected resources: who may not pass gets the gate's answer, who may is forwarded. A request
 * whose token is known stays on the I/O thread from the first byte to the last.
 */
public final class Gateway implements HttpHandler {

  static final HttpString MCP_SESSION_ID = HttpString.tryFromString("Mcp-Session-Id");

  private static final HttpString PREFLIGHT_METHOD =
      HttpString.tryFromString("Access-Control-Request-Method");

  /** TRACE would show the caller what the gateway adds for the backend alone. */
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private final Map<String, Backend> byPath = new HashMap<>();
  private final McpResources mcp;
  private final GatewayAnswers answers;
  private final Inspection inspection;
  private final Executor blocking;
  private final HttpHandler next;

  /**
   * @param next for every other path
   */
  public Gateway(
      McpResources mcp,
      Backends backends,
      Exchanges exchanges,
      Executor blocking,
      HttpHandler next) {
    this.mcp = mcp;
    this.answers = new GatewayAnswers(exchanges, mcp.crossOrigin());
    this.inspection = new Inspection(answers, blocking);
    this.blocking = blocking;
    this.next = next;
    for (ProtectedResource resource : mcp.resources()) {
      Backend backend = backends.behind(resource);
      byPath.put(resource.path(), backend);
      byPath.putIfAbsent(resource.path() + "/", backend);
    }
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    Backend backend = byPath.get(Exchanges.path(exchange));
    if (backend == null) {
      next.handleRequest(exchange);
      return;
    }
    exchange.addExchangeCompleteListener((done, listeners) -> {
      mcp.observer().answered(backend.resource(), done.getStatusCode(), done.getRequestStartTime());
      listeners.proceed();
    });
    exchange.dispatch(SameThreadExecutor.INSTANCE, () -> enter(exchange, backend));
  }

  private void enter(HttpServerExchange exchange, Backend backend) {
    Optional<String> origin = GatewayAnswers.origin(exchange);
    Optional<HttpResponse> foreign = mcp.crossOrigin().refusal(origin);
    if (foreign.isPresent()) {
      answers.exchanges().send(exchange, foreign.get());
    } else if (origin.isPresent() && isPreflight(exchange)) {
      answers.exchanges().send(exchange, mcp.crossOrigin().preflight(origin.get()));
    } else if (!METHODS.contains(exchange.getRequestMethod().toString())) {
      answers.send(exchange, Refusals.METHOD);
    } else if (asksForWebSocket(exchange)) {
      answers.send(exchange, Refusals.NO_UPGRADE);
    } else {
      admit(exchange, backend);
    }
  }

  private void admit(HttpServerExchange exchange, Backend backend) {
    Presented presented = presented(exchange, backend.resource());
    String requestId = answers.exchanges().requestId(exchange);
    Gate gate = mcp.gate();
    Optional<Admission> known = RequestLog.call(requestId, () -> gate.admitAtOnce(presented));
    if (known.isPresent()) {
      proceed(exchange, backend, known.get());
      return;
    }
    blocking.execute(() -> {
      Admission admission = new Admission.Refused(Refusals.FAILED);
      try {
        admission = RequestLog.call(requestId, () -> gate.admit(presented));
      } finally {
        // Even when an Error got out of the gate: the client must not wait for ever.
        Admission decided = admission;
        exchange.getIoThread().execute(() -> proceed(exchange, backend, decided));
      }
    });
  }

  private void proceed(HttpServerExchange exchange, Backend backend, Admission admission) {
    switch (admission) {
      case Admission.Refused refused -> answers.send(exchange, refused.response());
      case Admitted admitted ->
          admitted
              .body()
              .ifPresentOrElse(
                  check ->
                      inspection.of(
                          exchange,
                          check,
                          body -> forward(exchange, backend, admitted, Optional.of(body))),
                  () -> forward(exchange, backend, admitted, Optional.empty()));
    }
  }

  private void forward(
      HttpServerExchange exchange, Backend backend, Admitted admitted, Optional<byte[]> body) {
    new Forwarding(exchange, backend, admitted, answers, new Upload(exchange, body)).start();
  }

  private static Presented presented(HttpServerExchange exchange, ProtectedResource resource) {
    HeaderValues authorization = exchange.getRequestHeaders().get(Headers.AUTHORIZATION);
    HeaderValues session = exchange.getRequestHeaders().get(MCP_SESSION_ID);
    return new Presented(
        resource,
        authorization == null ? List.of() : List.copyOf(authorization),
        exchange.getQueryString(),
        // Two ids are joined to one that nobody sealed.
        session == null ? Optional.empty() : Optional.of(String.join(", ", session)));
  }

  private static boolean isPreflight(HttpServerExchange exchange) {
    return exchange.getRequestMethod().equalToString("OPTIONS")
        && exchange.getRequestHeaders().contains(PREFLIGHT_METHOD);
  }

  /** Other upgrades are ignored, as RFC 9110 allows: Java's client offers h2c with each request. */
  private static boolean asksForWebSocket(HttpServerExchange exchange) {
    String upgrade = exchange.getRequestHeaders().getFirst(Headers.UPGRADE);
    return upgrade != null && upgrade.equalsIgnoreCase("websocket");
  }
}
