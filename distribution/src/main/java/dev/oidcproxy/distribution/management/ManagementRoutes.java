package dev.oidcproxy.distribution.management;

import dev.oidcproxy.application.http.ErrorResponses;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.application.http.Route;
import dev.oidcproxy.application.http.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The endpoints of the management listener. */
public final class ManagementRoutes {

  private static final HttpResponse ALIVE =
      HttpResponse.json(200, Map.of("status", "alive")).noStore();

  private ManagementRoutes() {}

  public static Routes of(Readiness readiness, Metrics metrics, List<Route> administration) {
    Set<String> get = Set.of("GET", "HEAD");
    List<Route> routes = new ArrayList<>(administration);
    routes.add(Route.page("/livez", get, request -> ALIVE));
    routes.add(Route.page("/readyz", get, request -> readiness.answer()));
    routes.add(Route.page("/metrics", get, request -> metrics.scrape()));
    return new Routes(routes, new ErrorResponses());
  }
}
