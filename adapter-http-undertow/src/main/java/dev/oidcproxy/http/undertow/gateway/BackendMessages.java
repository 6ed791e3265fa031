package dev.oidcproxy.http.undertow.gateway;

import dev.oidcproxy.application.gateway.Admission.Admitted;
import dev.oidcproxy.http.undertow.exchange.Exchanges;
import io.undertow.client.ClientRequest;
import io.undertow.client.ClientResponse;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.List;
import java.util.regex.Pattern;

/** The head of a request as a backend gets it, and of its response as a client gets it. */
final class BackendMessages {

  private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

  private static final List<String> PARTIAL = List.of("accept-encoding", "range", "if-range");

  /** They speak of the bytes of a body, which a filter may change. */
  private static final List<String> OF_BYTES =
      List.of("etag", "content-md5", "digest", "content-digest", "repr-digest", "accept-ranges");

  private BackendMessages() {}

  static ClientRequest request(
      HttpServerExchange exchange, Backend backend, Admitted admitted, Exchanges exchanges) {
    HeaderMap sent = exchange.getRequestHeaders();
    ClientRequest request = new ClientRequest();
    HeaderMap headers = request.getRequestHeaders();
    ForwardedHeaders.copyRequest(sent, headers);
    admitted
        .headers()
        .forEach((name, value) -> {
          ForwardedHeaders.remove(headers, name);
          headers.put(HttpString.tryFromString(name), value);
        });
    if (admitted.filter().isPresent()) {
      // What is to be looked at has to come whole, and in plain text.
      PARTIAL.forEach(name -> ForwardedHeaders.remove(headers, name));
      headers.put(Headers.ACCEPT_ENCODING, "identity");
    }
    admitted.backendSessionId().ifPresent(id -> headers.put(Gateway.MCP_SESSION_ID, id));
    headers.put(Headers.HOST, backend.authority());
    headers.put(Exchanges.X_REQUEST_ID, exchanges.requestId(exchange));
    String length = sent.getFirst(Headers.CONTENT_LENGTH);
    if (length != null) {
      headers.put(Headers.CONTENT_LENGTH, length);
    } else if (sent.contains(Headers.TRANSFER_ENCODING)) {
      headers.put(Headers.TRANSFER_ENCODING, "chunked");
    }
    return request
        .setMethod(exchange.getRequestMethod())
        .setPath(backend.target(exchange.getQueryString()));
  }

  /** Whether it is a final response whose end all would see in the same place. */
  static boolean isClear(ClientResponse response) {
    HeaderValues length = response.getResponseHeaders().get(Headers.CONTENT_LENGTH);
    return response.getResponseCode() >= 200
        && (length == null || (length.size() == 1 && LENGTH.matcher(length.getFirst()).matches()));
  }

  static void copyResponse(
      ClientResponse response, HttpServerExchange exchange, Admitted admitted) {
    HeaderMap from = response.getResponseHeaders();
    HeaderMap to = exchange.getResponseHeaders();
    exchange.setStatusCode(response.getResponseCode());
    ForwardedHeaders.copyResponse(from, to);
    String session = from.getFirst(Gateway.MCP_SESSION_ID);
    if (session != null) {
      to.put(Gateway.MCP_SESSION_ID, admitted.sealSession().apply(session));
    }
    String length = from.getFirst(Headers.CONTENT_LENGTH);
    if (length != null && !from.contains(Headers.TRANSFER_ENCODING)) {
      to.put(Headers.CONTENT_LENGTH, length);
    } else if (exchange.isHttp11()) {
      // Said even when the connection ends with this response: chunks show whether it was cut.
      to.put(Headers.TRANSFER_ENCODING, "chunked");
    }
  }

  /** The same, of an answer whose body may be another than the backend's. */
  static void copyFiltered(
      ClientResponse response, HttpServerExchange exchange, Admitted admitted) {
    copyResponse(response, exchange, admitted);
    HeaderMap headers = exchange.getResponseHeaders();
    OF_BYTES.forEach(name -> ForwardedHeaders.remove(headers, name));
    if (headers.contains(Headers.CONTENT_LENGTH)) {
      headers.remove(Headers.CONTENT_LENGTH);
      if (exchange.isHttp11()) {
        headers.put(Headers.TRANSFER_ENCODING, "chunked");
      }
    }
  }
}
