package dev.oidcproxy.application.admin;

import dev.oidcproxy.application.flow.admin.Administration;
import dev.oidcproxy.application.http.HttpRequest;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.application.http.Route;
import dev.oidcproxy.domain.value.TokenHash;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every path of the administration, behind one gate. */
public final class AdminRoutes {

  private AdminRoutes() {}

  /**
   * For a listener that strangers do not reach.
   *
   * @param token the one bearer token that is let in
   */
  public static List<Route> of(Administration administration, TokenHash token) {
    AdminGate gate = new AdminGate(token, administration.events());
    ClientsEndpoint clients = new ClientsEndpoint(administration);
    GrantsEndpoint grants = new GrantsEndpoint(administration);
    return List.of(
        gate.guard("/admin/clients", "GET", clients::list),
        gate.guard("/admin/clients/revoke", "POST", clients::revoke),
        gate.guard("/admin/clients/unblock", "POST", clients::unblock),
        gate.guard("/admin/grants", "GET", grants::list),
        gate.guard("/admin/grants/revoke", "POST", grants::revoke),
        gate.guard("/admin/keys/reseal", "POST", request -> reseal(administration, request)));
  }

  private static HttpResponse reseal(Administration administration, HttpRequest request) {
    Sent.object(request, Set.of());
    Map<String, Object> collections = new LinkedHashMap<>();
    administration
        .resealRecords()
        .reseal()
        .forEach((name, counts) ->
            collections.put(
                name, Map.of("resealed", counts.resealed(), "unreadable", counts.unreadable())));
    return HttpResponse.json(200, Map.of("collections", collections)).noStore();
  }
}
