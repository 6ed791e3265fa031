package dev.oidcproxy.http.undertow.gateway;

import dev.oidcproxy.application.config.ProtectedResource;
import dev.oidcproxy.application.gateway.CrossOrigin;
import dev.oidcproxy.application.gateway.Gate;
import java.util.List;

/** What the gateway protects, and with what. */
public record McpResources(
    List<ProtectedResource> resources,
    Gate gate,
    CrossOrigin crossOrigin,
    GatewayObserver observer) {}
