package com.example.mcp;

import dev.oidcproxy.application.OAuthProxy;
import dev.oidcproxy.application.config.ProtectedResource;
import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.gateway.Admission;
import dev.oidcproxy.application.gateway.CrossOrigin;
import dev.oidcproxy.application.gateway.Presented;
import dev.oidcproxy.application.http.Headers;
import dev.oidcproxy.application.http.HttpRequest;
import dev.oidcproxy.application.http.HttpResponse;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The proxy in front of servlets: what is for the MCP server passes with a valid token only, and
 * brings along who calls; everything else is an endpoint of the proxy.
 */
final class ProxyFilter extends HttpFilter {

  /** The request attribute with the {@code Verified} caller. */
  static final String CALLER = "caller";

  private static final int LARGEST_BODY = 64 * 1024;

  private final transient OAuthProxy proxy;
  private final transient ProtectedResource resource;
  private final transient CrossOrigin origins;

  ProxyFilter(OAuthProxy proxy, ProxySettings settings) {
    this.proxy = proxy;
    this.resource = settings.protectedResources().getFirst();
    this.origins = new CrossOrigin(settings.allowedOrigins());
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!request.getRequestURI().equals(resource.path())) {
      send(proxy.routes().handle(read(request)), response);
      return;
    }
    Optional<HttpResponse> refusal = refusal(request);
    if (refusal.isPresent()) {
      send(refusal.get(), response);
      return;
    }
    chain.doFilter(request, response);
  }

  private Optional<HttpResponse> refusal(HttpServletRequest request) {
    Optional<HttpResponse> foreign =
        origins.refusal(Optional.ofNullable(request.getHeader("Origin")));
    if (foreign.isPresent()) {
      return foreign;
    }
    List<String> authorization = Collections.list(request.getHeaders("Authorization"));
    Presented presented = new Presented(resource, authorization, query(request), Optional.empty());
    return switch (proxy.gate().admit(presented)) {
      case Admission.Refused refused -> Optional.of(refused.response());
      case Admission.Admitted admitted -> {
        String token = authorization.getFirst().substring("Bearer ".length()).strip();
        // The gate has just verified it, so this asks nobody.
        request.setAttribute(CALLER, proxy.verifyToken().verify(token, resource.resource()));
        yield Optional.empty();
      }
    };
  }

  private static HttpRequest read(HttpServletRequest request) throws IOException {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      headers.put(name, new ArrayList<>(Collections.list(request.getHeaders(name))));
    }
    return new HttpRequest(
        request.getMethod(),
        request.getRequestURI(),
        query(request),
        Headers.of(headers),
        request.getInputStream().readNBytes(LARGEST_BODY),
        request.getRemoteAddr(),
        UUID.randomUUID().toString());
  }

  private static String query(HttpServletRequest request) {
    return Optional.ofNullable(request.getQueryString()).orElse("");
  }

  private static void send(HttpResponse answer, HttpServletResponse response) throws IOException {
    response.setStatus(answer.status());
    answer
        .headers()
        .asMap()
        .forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
    response.getOutputStream().write(answer.body());
  }
}
