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
import io.undertow.util.Headers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Has bodies looked at before they pass; on the I/O thread, unless one is large. */
final class Inspection {

  private static final int LARGE = 64 * 1024;

  private static final Pattern JSON =
      Pattern.compile("(?i)application/json[ \\t]*(?:;[ \\t]*charset=(?:utf-8|\"utf-8\")[ \\t]*)?");

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
    if (!exchange.isRequestComplete() && !isPlainJson(exchange.getRequestHeaders())) {
      answers.send(exchange, Refusals.NOT_JSON);
      return;
    }
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

  /**
   * Whether a backend can only take the body for what is judged here. In another charset, behind a
   * coding or as a form, the same bytes would be another call.
   */
  private static boolean isPlainJson(HeaderMap headers) {
    List<String> types = spelled(headers, "content-type");
    return types.size() == 1
        && JSON.matcher(types.getFirst()).matches()
        // Else it would not reach the backend, which would have to guess.
        && !ForwardedHeaders.named(headers.get(Headers.CONNECTION)).contains("content-type")
        && spelled(headers, "content-encoding").stream().allMatch("identity"::equalsIgnoreCase);
  }

  private static MirroredHeaders mirrored(HeaderMap headers) {
    return new MirroredHeaders(spelled(headers, "mcp-method"), spelled(headers, "mcp-name"));
  }

  /** Its values in every spelling that a backend could take for it. */
  private static List<String> spelled(HeaderMap headers, String header) {
    List<String> all = new ArrayList<>();
    for (HeaderValues values : headers) {
      if (isSpelling(values.getHeaderName().toString(), header)) {
        all.addAll(values);
      }
    }
    return all;
  }

  private static boolean isSpelling(String name, String header) {
    return name.length() == header.length() && ForwardedHeaders.fold(name).equals(header);
  }
}
