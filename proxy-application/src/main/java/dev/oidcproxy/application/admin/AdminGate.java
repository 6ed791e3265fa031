package dev.oidcproxy.application.admin;

import dev.oidcproxy.application.http.Endpoint;
import dev.oidcproxy.application.http.HttpRequest;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.application.http.Route;
import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.error.OAuthException;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.domain.port.ProxyEvents;
import dev.oidcproxy.domain.value.TokenHash;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Lets in whoever has the token, and no browser at all. */
final class AdminGate {

  private static final String SCHEME = "bearer ";

  private final TokenHash token;
  private final ProxyEvents events;

  AdminGate(TokenHash token, ProxyEvents events) {
    this.token = token;
    this.events = events;
  }

  Route guard(String path, String method, Endpoint endpoint) {
    return Route.page(
        path, Set.of(method), request -> handle(request, method + " " + path, endpoint));
  }

  private HttpResponse handle(HttpRequest request, String operation, Endpoint endpoint) {
    // A page in a browser cannot leave the header out of a request that could do any harm.
    if (request.headers().first("Origin").isPresent()) {
      events.on(new ProxyEvent.AdministrationRefused("asked by a page in a browser"));
      throw new OAuthException(new OAuthError.AccessDenied("not for browsers"));
    }
    if (!authorized(request)) {
      events.on(new ProxyEvent.AdministrationRefused("asked without the token"));
      return HttpResponse.json(
              401,
              Map.of(
                  "error",
                  "invalid_token",
                  "error_description",
                  "send the bearer token that the server wrote to a file when it started"))
          .with("WWW-Authenticate", "Bearer")
          .noStore();
    }
    events.on(new ProxyEvent.Administered(operation));
    return endpoint.handle(request);
  }

  private boolean authorized(HttpRequest request) {
    List<String> authorization = request.headers().all("Authorization");
    return authorization.size() == 1
        && authorization.getFirst().toLowerCase(Locale.ROOT).startsWith(SCHEME)
        && token.matches(authorization.getFirst().substring(SCHEME.length()).strip());
  }
}
