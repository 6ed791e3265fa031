package dev.oidcproxy.application.http;

import java.util.Set;
import java.util.TreeSet;

/**
 * One path and what may be done there.
 *
 * @param methods OPTIONS comes with {@code crossOrigin}, and so does HEAD with GET; elsewhere a GET
 *     may do something, such as using up a callback, that a HEAD must not
 * @param crossOrigin whether scripts of any origin may read the answer (no cookie is ever involved)
 */
public record Route(String path, Set<String> methods, boolean crossOrigin, Endpoint endpoint) {

  public static Route page(String path, Set<String> methods, Endpoint endpoint) {
    return new Route(path, methods, false, endpoint);
  }

  public static Route api(String path, String method, Endpoint endpoint) {
    return api(path, Set.of(method), endpoint);
  }

  public static Route api(String path, Set<String> methods, Endpoint endpoint) {
    return new Route(path, methods, true, endpoint);
  }

  Set<String> allowed() {
    TreeSet<String> all = new TreeSet<>(methods);
    if (crossOrigin && methods.contains("GET")) {
      all.add("HEAD");
    }
    if (crossOrigin) {
      all.add("OPTIONS");
    }
    return all;
  }
}
