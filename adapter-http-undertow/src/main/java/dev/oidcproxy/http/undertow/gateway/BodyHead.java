package dev.oidcproxy.http.undertow.gateway;

import dev.oidcproxy.application.gateway.message.MirroredHeaders;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the head of a request says of its body, in every spelling that a backend could take for it;
 * found in one pass, because every call to a resource with rules comes by here.
 *
 * @param types every {@code Content-Type}
 * @param codings every {@code Content-Encoding}
 * @param hidden what {@code Connection} keeps from the backend
 */
record BodyHead(
    List<String> types, List<String> codings, MirroredHeaders mirrored, Set<String> hidden) {

  private static final Pattern JSON =
      Pattern.compile("(?i)application/json[ \\t]*(?:;[ \\t]*charset=(?:utf-8|\"utf-8\")[ \\t]*)?");

  static BodyHead of(HeaderMap headers) {
    List<String> types = new ArrayList<>(1);
    List<String> codings = new ArrayList<>(0);
    List<String> methods = new ArrayList<>(1);
    List<String> names = new ArrayList<>(1);
    for (HeaderValues values : headers) {
      String name = values.getHeaderName().toString();
      switch (name.length()) {
        case 12 -> add(values, name, "content-type", types);
        case 16 -> add(values, name, "content-encoding", codings);
        case 10 -> add(values, name, "mcp-method", methods);
        case 8 -> add(values, name, "mcp-name", names);
        default -> {
          // none of them
        }
      }
    }
    return new BodyHead(
        types,
        codings,
        new MirroredHeaders(methods, names),
        ForwardedHeaders.named(headers.get(Headers.CONNECTION)));
  }

  /**
   * Whether a backend can only take the body for what is judged here. In another charset, behind a
   * coding or as a form, the same bytes would be another call.
   */
  boolean isPlainJson() {
    return types.size() == 1
        && isJson(types.getFirst())
        // Else it would not reach the backend, which would have to guess.
        && !hidden.contains("content-type")
        && (codings.isEmpty() || codings.stream().allMatch("identity"::equalsIgnoreCase));
  }

  private static boolean isJson(String type) {
    return type.equals("application/json") || JSON.matcher(type).matches();
  }

  private static void add(HeaderValues values, String name, String header, List<String> to) {
    if (ForwardedHeaders.fold(name).equals(header)) {
      to.addAll(values);
    }
  }
}
