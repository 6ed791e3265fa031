package dev.oidcproxy.http.undertow.gateway;

import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which headers pass the gateway. Names are compared in lower case with {@code _} as {@code -}:
 * servers that turn headers into variables (CGI, WSGI) cannot tell {@code X_Forwarded_User} from
 * {@code X-Forwarded-User}, so neither may we.
 */
final class ForwardedHeaders {

  /** Of one connection only (RFC 9110 section 7.6.1), or of the message's framing. */
  private static final Set<String> HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authenticate",
          "proxy-authentication-info",
          "proxy-authorization",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "http2-settings",
          "content-length");

  /** What says who calls or where from; the gateway alone says that. */
  private static final Set<String> IDENTITY =
      Set.of(
          "authorization",
          "cookie",
          "forwarded",
          "x-real-ip",
          "remote-user",
          "host",
          "expect",
          "mcp-session-id",
          "x-request-id",
          // The method is the request line's: what was let in as one must not run as another.
          "x-http-method-override",
          "x-http-method",
          "x-method-override");

  /**
   * What a backend may not say in our name. It shares our origin, whose cookies carry consents and
   * logins: {@code Set-Cookie} could plant or overwrite them and {@code Clear-Site-Data} remove
   * them, while an MCP session lives in a header. {@code WWW-Authenticate} would send the client to
   * an authorization server that is not ours, {@code Alt-Svc} past us, and which scripts may read
   * an answer is ours to say.
   */
  private static final Set<String> OURS =
      Set.of(
          "set-cookie",
          "set-cookie2",
          "clear-site-data",
          "www-authenticate",
          "alt-svc",
          "mcp-session-id",
          "x-request-id");

  private ForwardedHeaders() {}

  /** Copies what a client may tell a backend. */
  static void copyRequest(HeaderMap from, HeaderMap to) {
    copy(
        from,
        to,
        name ->
            IDENTITY.contains(name)
                || name.startsWith("x-forwarded-")
                || name.startsWith("x-auth-")
                || name.startsWith("x-user-"));
  }

  /** Copies what a backend may tell a client. */
  static void copyResponse(HeaderMap from, HeaderMap to) {
    copy(from, to, name -> OURS.contains(name) || name.startsWith("access-control-"));
  }

  /** Removes a header in every spelling. */
  static void remove(HeaderMap headers, String name) {
    headers.remove(name);
    String folded = fold(name);
    Set<HttpString> others = new HashSet<>();
    for (HeaderValues values : headers) {
      if (fold(values.getHeaderName().toString()).equals(folded)) {
        others.add(values.getHeaderName());
      }
    }
    others.forEach(headers::remove);
  }

  private static void copy(HeaderMap from, HeaderMap to, Predicate<String> withheld) {
    Set<String> named = named(from.get(Headers.CONNECTION));
    for (HeaderValues values : from) {
      String name = fold(values.getHeaderName().toString());
      if (!HOP.contains(name) && !named.contains(name) && !withheld.test(name)) {
        to.putAll(values.getHeaderName(), values);
      }
    }
  }

  /** What the {@code Connection} header keeps from passing. */
  static Set<String> named(HeaderValues connection) {
    if (connection == null) {
      return Set.of();
    }
    Set<String> names = new HashSet<>();
    for (String value : connection) {
      for (String name : value.split(",")) {
        names.add(fold(name.strip()));
      }
    }
    return names;
  }

  /** The one spelling of a name that all its spellings share. */
  static String fold(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
