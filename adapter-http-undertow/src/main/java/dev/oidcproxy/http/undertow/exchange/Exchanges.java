package dev.oidcproxy.http.undertow.exchange;

import dev.oidcproxy.application.http.HttpRequest;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.domain.port.Entropy;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import io.undertow.util.AttachmentKey;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/** An exchange of Undertow as request and response values, and back. */
public final class Exchanges {

  public static final HttpString X_REQUEST_ID = HttpString.tryFromString("X-Request-Id");

  private static final AttachmentKey<String> REQUEST_ID = AttachmentKey.create(String.class);
  private static final Pattern REQUEST_ID_FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final long LINGER_SECONDS = 5;
  private static final long ODD = 0x9E3779B97F4A7C15L;

  private final TrustedProxies trusted;
  private final long seed;
  private final AtomicLong count = new AtomicLong();

  public Exchanges(TrustedProxies trusted, Entropy entropy) {
    this.trusted = trusted;
    this.seed = ByteBuffer.wrap(entropy.bytes(Long.BYTES)).getLong();
  }

  /** The path as on the request line, without scheme and authority. */
  public static String path(HttpServerExchange exchange) {
    String target = exchange.getRequestURI();
    if (!exchange.isHostIncludedInRequestURI()) {
      return target;
    }
    int slash = target.indexOf('/', target.indexOf("//") + 2);
    return slash < 0 ? "/" : target.substring(slash);
  }

  /** The same at every call for an exchange. */
  public String requestId(HttpServerExchange exchange) {
    String known = exchange.getAttachment(REQUEST_ID);
    if (known != null) {
      return known;
    }
    HeaderValues sent = exchange.getRequestHeaders().get(X_REQUEST_ID);
    String id = sent != null && mayName(exchange, sent) ? sent.getFirst() : newId();
    exchange.putAttachment(REQUEST_ID, id);
    return id;
  }

  /** The request with its body, which was read before. */
  public HttpRequest request(HttpServerExchange exchange, byte[] body) {
    HeaderMap sent = exchange.getRequestHeaders();
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (HeaderValues values : sent) {
      headers.put(values.getHeaderName().toString(), values);
    }
    HeaderValues forwardedFor = sent.get(Headers.X_FORWARDED_FOR);
    return new HttpRequest(
        exchange.getRequestMethod().toString(),
        path(exchange),
        exchange.getQueryString(),
        dev.oidcproxy.application.http.Headers.of(headers),
        body,
        trusted.client(peer(exchange), forwardedFor == null ? List.of() : forwardedFor),
        requestId(exchange));
  }

  /** Ends the exchange with a response, unless its client is gone. On the I/O thread only. */
  public void send(HttpServerExchange exchange, HttpResponse response) {
    if (exchange.isResponseStarted()) {
      return;
    }
    HeaderMap headers = exchange.getResponseHeaders();
    response
        .headers()
        .asMap()
        .forEach((name, values) -> headers.putAll(HttpString.tryFromString(name), values));
    headers.put(X_REQUEST_ID, requestId(exchange));
    exchange.setStatusCode(response.status());
    if (!exchange.isRequestComplete()) {
      boundRest(exchange);
    }
    if (response.body().length > 0) {
      exchange.getResponseSender().send(ByteBuffer.wrap(response.body()));
      return;
    }
    if (exchange.getRequestMethod().equals(Methods.HEAD)) {
      // The length of what GET would answer is not known here, and 0 would be a lie.
      headers.put(Headers.TRANSFER_ENCODING, "chunked");
    }
    exchange.endExchange();
  }

  /**
   * Undertow reads on after an early answer, so that a client still sending gets to see it instead
   * of a reset connection. A slow one could hold the connection for ever that way.
   */
  private static void boundRest(HttpServerExchange exchange) {
    if (HttpContinue.requiresContinueResponse(exchange)) {
      exchange.setPersistent(false); // the client was never told to send its body: nothing to read
      return;
    }
    XnioExecutor.Key end =
        exchange
            .getIoThread()
            .executeAfter(
                () -> IoUtils.safeClose(exchange.getConnection()),
                LINGER_SECONDS,
                TimeUnit.SECONDS);
    exchange.addExchangeCompleteListener((done, next) -> {
      end.remove();
      next.proceed();
    });
  }

  private boolean mayName(HttpServerExchange exchange, HeaderValues sent) {
    return sent.size() == 1
        && trusted.contains(peer(exchange))
        && REQUEST_ID_FORM.matcher(sent.getFirst()).matches();
  }

  /** Never the same twice, without asking the random source for each request. */
  private String newId() {
    return Long.toHexString((count.incrementAndGet() * ODD) ^ seed);
  }

  private static InetAddress peer(HttpServerExchange exchange) {
    return exchange.getSourceAddress().getAddress();
  }
}
