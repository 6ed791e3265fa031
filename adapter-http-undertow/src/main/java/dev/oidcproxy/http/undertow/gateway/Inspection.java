package dev.oidcproxy.http.undertow.gateway;

import dev.oidcproxy.application.gateway.BodyCheck;
import dev.oidcproxy.application.gateway.message.MirroredHeaders;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.http.undertow.body.BodyBounds;
import dev.oidcproxy.http.undertow.body.BodyReader;
import dev.oidcproxy.http.undertow.body.HeldBytes;
import dev.oidcproxy.http.undertow.exchange.Refusals;
import dev.oidcproxy.http.undertow.exchange.RequestLog;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

  Inspection(GatewayAnswers answers, Executor blocking) {
    this.answers = answers;
    this.blocking = blocking;
  }

  /** Reads the body and answers what must not pass; the rest, with its body, goes on. */
  void of(HttpServerExchange exchange, BodyCheck check, Consumer<byte[]> passes) {
    Consumer<HttpResponse> refused = response -> answers.send(exchange, response);
    new BodyReader(
            exchange,
            BOUNDS,
            new BodyReader.Reception(body -> judge(exchange, check, body, passes), refused))
        .start();
  }

  private void judge(
      HttpServerExchange exchange, BodyCheck check, byte[] body, Consumer<byte[]> passes) {
    MirroredHeaders headers = mirrored(exchange.getRequestHeaders());
    if (body.length <= LARGE) {
      conclude(exchange, check.refusal(headers, body), body, passes);
      return;
    }
    String requestId = answers.exchanges().requestId(exchange);
    blocking.execute(() -> {
      Optional<HttpResponse> refusal = Optional.of(Refusals.FAILED);
      try {
        refusal = RequestLog.call(requestId, () -> check.refusal(headers, body));
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
      byte[] body,
      Consumer<byte[]> passes) {
    refusal.ifPresentOrElse(
        response -> answers.send(exchange, response), () -> passes.accept(body));
  }

  /** In every spelling that a backend could take for them. */
  private static MirroredHeaders mirrored(HeaderMap headers) {
    List<String> methods = List.of();
    List<String> names = List.of();
    for (HeaderValues values : headers) {
      String name = values.getHeaderName().toString();
      if (isSpelling(name, "mcp-method")) {
        methods = joined(methods, values);
      } else if (isSpelling(name, "mcp-name")) {
        names = joined(names, values);
      }
    }
    return new MirroredHeaders(methods, names);
  }

  private static boolean isSpelling(String name, String header) {
    return name.length() == header.length() && ForwardedHeaders.fold(name).equals(header);
  }

  private static List<String> joined(List<String> before, HeaderValues values) {
    List<String> all = new ArrayList<>(before);
    all.addAll(values);
    return all;
  }
}
