package dev.oidcproxy.application.http;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers any request from a table of routes. Never throws: what an endpoint throws becomes an
 * answer here, once, for every adapter.
 */
public final class Routes {

  private final Map<String, Route> byPath = new LinkedHashMap<>();
  private final ErrorResponses errors;
  private final RouteObserver observer;

  /**
   * @throws IllegalArgumentException when two routes have one path
   */
  public Routes(List<Route> routes, ErrorResponses errors) {
    this(routes, errors, RouteObserver.NONE);
  }

  private Routes(Collection<Route> routes, ErrorResponses errors, RouteObserver observer) {
    this.errors = errors;
    this.observer = observer;
    for (Route route : routes) {
      if (byPath.put(route.path(), route) != null) {
        throw new IllegalArgumentException("two routes for " + route.path());
      }
    }
  }

  /** The same table, whose answers somebody hears of. */
  public Routes observedBy(RouteObserver other) {
    return new Routes(byPath.values(), errors, other);
  }

  /** Whether the path is one of ours, whatever the method. */
  public boolean has(String path) {
    return byPath.containsKey(path);
  }

  public HttpResponse handle(HttpRequest request) {
    Optional<Route> route = Optional.ofNullable(byPath.get(request.path()));
    HttpResponse response = route.map(r -> dispatch(r, request)).orElseGet(errors::notFound);
    observer.answered(route.map(Route::path).orElse(""), response.status());
    if (route.filter(Route::crossOrigin).isPresent()) {
      response = response.with("Access-Control-Allow-Origin", "*");
    }
    return response.with("X-Request-Id", request.requestId());
  }

  private HttpResponse dispatch(Route route, HttpRequest request) {
    String method = request.method();
    if (route.crossOrigin() && method.equals("OPTIONS")) {
      return preflight(route);
    }
    if (!route.allowed().contains(method)) {
      return errors.methodNotAllowed(route.allowed());
    }
    HttpResponse response;
    try {
      response = route.endpoint().handle(request);
    } catch (RuntimeException e) {
      response = errors.of(e, request);
    }
    return method.equals("HEAD")
        ? new HttpResponse(response.status(), response.headers(), new byte[0])
        : response;
  }

  private static HttpResponse preflight(Route route) {
    return HttpResponse.empty(204)
        .with("Access-Control-Allow-Methods", String.join(", ", route.allowed()))
        .with("Access-Control-Allow-Headers", "Authorization, Content-Type, Mcp-Protocol-Version")
        .with("Access-Control-Max-Age", "600");
  }
}
