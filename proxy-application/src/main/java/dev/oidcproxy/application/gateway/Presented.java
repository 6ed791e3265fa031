package dev.oidcproxy.application.gateway;

import dev.oidcproxy.application.config.ProtectedResource;
import java.util.List;
import java.util.Optional;

/**
 * What an MCP request brings to the gate.
 *
 * @param authorization every {@code Authorization} header
 * @param rawQuery without the question mark
 * @param sessionId its {@code Mcp-Session-Id}
 */
public record Presented(
    ProtectedResource resource,
    List<String> authorization,
    String rawQuery,
    Optional<String> sessionId) {}
