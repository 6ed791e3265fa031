package dev.oidcproxy.application.endpoint;

import dev.oidcproxy.application.config.ProtectedResource;
import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.endpoint.registration.ClientConfigurationEndpoint;
import dev.oidcproxy.application.flow.DescribeServer;
import dev.oidcproxy.application.gateway.ResourceMetadataUrls;
import dev.oidcproxy.application.http.Endpoint;
import dev.oidcproxy.application.http.Route;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Every path the proxy answers, on one screen. With a path in {@code base_url}, each endpoint
 * answers below it and without it, because some reverse proxies strip it and some do not.
 */
final class EndpointRoutes {

  private static final String AUTHORIZATION_SERVER = "/.well-known/oauth-authorization-server";
  private static final String OPENID = "/.well-known/openid-configuration";

  private final ProxySettings settings;
  private final String mount;
  private final Map<String, Route> routes = new LinkedHashMap<>();

  EndpointRoutes(ProxySettings settings) {
    this.settings = settings;
    this.mount = path(settings.baseUrl());
  }

  /** The endpoints of the authorization server. */
  record Endpoints(
      Endpoint authorize,
      Endpoint consent,
      Endpoint callback,
      Endpoint token,
      Endpoint register,
      Endpoint clientConfiguration,
      Endpoint revoke,
      Endpoint introspect,
      Optional<? extends Endpoint> account) {}

  List<Route> table(
      Endpoints endpoints, DescribeServer documents, Supplier<Map<String, Object>> jwks) {
    page("/authorize", Set.of("GET", "POST"), endpoints.authorize());
    page("/consent", Set.of("GET", "POST"), endpoints.consent());
    page(settings.redirectPath(), Set.of("GET"), endpoints.callback());
    settings
        .branding()
        .logo()
        .ifPresent(logo -> page("/logo", Set.of("GET"), new LogoEndpoint(logo)));
    endpoints
        .account()
        .ifPresent(account -> page(AccountEndpoint.PATH, Set.of("GET", "POST"), account));
    api("/token", "POST", endpoints.token());
    if (settings.registration().enabled()) {
      api("/register", "POST", endpoints.register());
      api(
          ClientConfigurationEndpoint.PATH,
          ClientConfigurationEndpoint.METHODS,
          endpoints.clientConfiguration());
    }
    api("/revoke", "POST", endpoints.revoke());
    if (!settings.introspectionClients().isEmpty()) {
      // Asked by servers, so no script of another origin may read the answer.
      page("/introspect", Set.of("POST"), endpoints.introspect());
    }
    api("/jwks.json", "GET", new MetadataEndpoint(jwks));
    authorizationServerMetadata(new MetadataEndpoint(documents::authorizationServer));
    for (ProtectedResource resource : settings.protectedResources()) {
      resourceMetadata(resource, new MetadataEndpoint(() -> documents.protectedResource(resource)));
    }
    return new ArrayList<>(routes.values());
  }

  /** The shapes clients probe: RFC 8414 section 3, and OpenID Discovery section 4 appended. */
  private void authorizationServerMetadata(Endpoint endpoint) {
    Set<String> paths = new LinkedHashSet<>(List.of(AUTHORIZATION_SERVER, OPENID));
    for (String path : List.of(path(settings.issuer()), mount)) {
      paths.add(AUTHORIZATION_SERVER + path);
      paths.add(OPENID + path);
      paths.add(path + OPENID);
      paths.add(path + AUTHORIZATION_SERVER);
    }
    paths.forEach(path -> add(Route.api(path, "GET", endpoint)));
  }

  /** RFC 9728 section 3.1, and the root when it can only mean one. */
  private void resourceMetadata(ProtectedResource resource, Endpoint endpoint) {
    String wellKnown = ResourceMetadataUrls.WELL_KNOWN;
    add(Route.api(wellKnown + ResourceMetadataUrls.path(resource), "GET", endpoint));
    add(Route.api(wellKnown + resource.path(), "GET", endpoint));
    if (settings.protectedResources().size() == 1) {
      add(Route.api(wellKnown, "GET", endpoint));
    }
  }

  private void page(String path, Set<String> methods, Endpoint endpoint) {
    add(Route.page(path, methods, endpoint));
    add(Route.page(mount + path, methods, endpoint));
  }

  private void api(String path, String method, Endpoint endpoint) {
    api(path, Set.of(method), endpoint);
  }

  private void api(String path, Set<String> methods, Endpoint endpoint) {
    add(Route.api(path, methods, endpoint));
    add(Route.api(mount + path, methods, endpoint));
  }

  private void add(Route route) {
    routes.putIfAbsent(route.path(), route);
  }

  private static String path(String url) {
    String path = URI.create(url).getRawPath();
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
