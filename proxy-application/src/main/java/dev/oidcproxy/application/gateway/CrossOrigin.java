package dev.oidcproxy.application.gateway;

import dev.oidcproxy.application.config.ProxySettings.AllowedOrigins;
import dev.oidcproxy.application.http.ErrorResponses;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.domain.error.OAuthError;
import java.util.Map;
import java.util.Optional;

/**
 * Which browser origins may call an MCP endpoint. A foreign {@code Origin} is refused before
 * anything else is looked at: that is what stops DNS rebinding (MCP transports, security warning).
 */
public record CrossOrigin(AllowedOrigins allowed) {

  private static final Map<String, String> PREFLIGHT =
      Map.of(
          "Access-Control-Allow-Methods", "GET, POST, DELETE, OPTIONS",
          "Access-Control-Allow-Headers",
              "Authorization, Content-Type, Accept, Last-Event-ID, Mcp-Session-Id,"
                  + " Mcp-Protocol-Version, Mcp-Method, Mcp-Name",
          "Access-Control-Max-Age", "600");

  /** The refusal of a request from {@code origin}, or of none when it may go on. */
  public Optional<HttpResponse> refusal(Optional<String> origin) {
    return origin.isEmpty() || allows(origin.get())
        ? Optional.empty()
        : Optional.of(
            new ErrorResponses()
                .of(new OAuthError.AccessDenied("this origin may not call MCP endpoints")));
  }

  /** The answer to a preflight from an allowed origin; needs no token. */
  public HttpResponse preflight(String origin) {
    HttpResponse response = HttpResponse.empty(204);
    for (Map.Entry<String, String> header : PREFLIGHT.entrySet()) {
      response = response.with(header.getKey(), header.getValue());
    }
    for (Map.Entry<String, String> header : headers(origin).entrySet()) {
      response = response.with(header.getKey(), header.getValue());
    }
    return response;
  }

  /** What every answer to an allowed origin carries, so that its script may read it. */
  public Map<String, String> headers(String origin) {
    return Map.of(
        "Access-Control-Allow-Origin", origin,
        "Vary", "Origin",
        "Access-Control-Expose-Headers",
            "WWW-Authenticate, Mcp-Session-Id, Mcp-Protocol-Version, Retry-After, X-Request-Id");
  }

  private boolean allows(String origin) {
    return allowed.origins().contains(origin)
        || (allowed.anyLoopback()
            && origin.matches("https?://(localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1\\])(:\\d+)?"));
  }
}
