package dev.oidcproxy.http.undertow.gateway;

import dev.oidcproxy.application.gateway.BodyCheck;
import dev.oidcproxy.application.gateway.message.MirroredHeaders;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.http.undertow.body.BodyBounds;
import dev.oidcproxy.http.undertow.body.BodyReader;
import dev.oidcproxy.http.undertow.body.HeldBody;
import dev.oidcproxy.http.undertow.body.HeldBytes;
import dev.oidcproxy.http.undertow.exchange.Refusals;
import dev.oidcproxy.http.undertow.exchange.RequestLog;
import io.undertow.server.HttpServerExchange;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Has bodies looked at before they pass; on the I/O thread, unless one is large. */
final class Inspection {

  private static final int LARGE = 64 * 1024;

  /**
   * A third of what there is: enough for dozens of the largest, and for any number of usual ones.
   */
  private static final BodyBounds BOUNDS =
      new BodyBounds(
          BodyCheck.MOST_BYTES,
          Duration.ofSeconds(60),
          new HeldBytes(Runtime.getRuntime().maxMemory() / 3),
          Refusals.CALL_TOO_LARGE);

  private final GatewayAnswers answers;
  private final Executor blocking;
  private final BodyBounds bounds;

  Inspection(GatewayAnswers answers, Executor blocking) {
    this(answers, blocking, BOUNDS);
  }

  Inspection(GatewayAnswers answers, Executor blocking, BodyBounds bounds) {
    this.answers = answers;
    this.blocking = blocking;
    this.bounds = bounds;
  }

  /** Reads the body and answers what must not pass; the rest, with its body, goes on. */
  void of(HttpServerExchange exchange, BodyCheck check, Consumer<HeldBody> passes) {
    BodyHead head = BodyHead.of(exchange.getRequestHeaders());
    if (!exchange.isRequestComplete() && !head.isPlainJson()) {
      answers.send(exchange, Refusals.NOT_JSON);
      return;
    }
    Consumer<HttpResponse> refused = response -> answers.send(exchange, response);
    new BodyReader(
            exchange,
            bounds,
            new BodyReader.Reception(
                body -> judge(exchange, check, head.mirrored(), body, passes), refused))
        .start();
  }

  private void judge(
      HttpServerExchange exchange,
      BodyCheck check,
      MirroredHeaders headers,
      HeldBody body,
      Consumer<HeldBody> passes) {
    byte[] bytes = body.bytes();
    if (bytes.length <= LARGE) {
      Optional<HttpResponse> refusal = Optional.of(Refusals.FAILED);
      try {
        refusal = check.refusal(headers, bytes);
      } finally {
        conclude(exchange, refusal, body, passes);
      }
      return;
    }
    String requestId = answers.exchanges().requestId(exchange);
    blocking.execute(() -> {
      Optional<HttpResponse> refusal = Optional.of(Refusals.FAILED);
      try {
        refusal = RequestLog.call(requestId, () -> check.refusal(headers, bytes));
      } finally {
        // Even when an Error got out of the check: the client must not wait for ever.
        Optional<HttpResponse> decided = refusal;
        exchange.getIoThread().execute(() -> conclude(exchange, decided, body, passes));
      }
    });
  }

  private void conclude(
      HttpServerExchange exchange,
      Optional<HttpResponse> refusal,
      HeldBody body,
      Consumer<HeldBody> passes) {
    if (exchange.isComplete()) {
      return; // the client is gone, and the body with it
    }
    refusal.ifPresentOrElse(
        response -> answers.send(exchange, response), () -> passes.accept(body));
  }
}
