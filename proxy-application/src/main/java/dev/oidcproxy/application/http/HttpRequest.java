package dev.oidcproxy.application.http;

import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.error.OAuthException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * A request, read whole. The adapter has bounded its size and time before.
 *
 * @param path as on the request line, not decoded: routes compare it as a string, so no spelling of
 *     a path can reach what another protects
 * @param rawQuery without the question mark; empty when there is none
 * @param clientAddress the peer, or what a trusted proxy says of it; an IP address
 * @param requestId also in the answer and in every log line about it
 */
public record HttpRequest(
    String method,
    String path,
    String rawQuery,
    Headers headers,
    byte[] body,
    String clientAddress,
    String requestId) {

  /**
   * @throws OAuthException {@code invalid_request} when the query is malformed
   */
  public Parameters query() {
    return Parameters.parse(rawQuery);
  }

  /**
   * The form in the body.
   *
   * @throws OAuthException {@code invalid_request} when the body is not a form
   */
  public Parameters form() {
    Optional<String> type = headers.first("Content-Type");
    if (type.filter(t -> mediaType(t).equals("application/x-www-form-urlencoded")).isEmpty()) {
      throw new OAuthException(
          new OAuthError.InvalidRequest("send application/x-www-form-urlencoded"));
    }
    return Parameters.parse(new String(body, StandardCharsets.UTF_8));
  }

  /** Whether the sender would rather read a page than JSON; no preference is no page. */
  public boolean prefersHtml() {
    return headers.first("Accept").filter(a -> a.contains("text/html")).isPresent();
  }

  private static String mediaType(String contentType) {
    return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }
}
