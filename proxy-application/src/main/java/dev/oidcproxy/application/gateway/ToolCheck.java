package dev.oidcproxy.application.gateway;

import dev.oidcproxy.application.config.ProtectedResource;
import dev.oidcproxy.application.flow.Scopes;
import dev.oidcproxy.application.gateway.message.McpMessage;
import dev.oidcproxy.application.gateway.message.McpMessages;
import dev.oidcproxy.application.gateway.message.MirroredHeaders;
import dev.oidcproxy.application.gateway.message.UnreadableMessageException;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.domain.value.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a token may call the tools that a body calls. First it must be clear what is called, and
 * the headers must agree; then all that every call needs must be there, and what is missing is said
 * at once.
 *
 * @param required what the resource needs, whatever is called
 */
record ToolCheck(
    ProtectedResource resource,
    Set<Scope> held,
    Set<Scope> required,
    Scopes scopes,
    Challenges challenges)
    implements BodyCheck {

  /** MCP 2026-07-28, transports, server validation. */
  private static final int HEADER_MISMATCH = -32020;

  @Override
  public Optional<HttpResponse> refusal(MirroredHeaders headers, byte[] body) {
    List<McpMessage> messages;
    try {
      messages = McpMessages.read(body);
    } catch (UnreadableMessageException e) {
      return Optional.of(refused(e.code(), e.getMessage(), Optional.empty()));
    }
    for (McpMessage message : messages) {
      if (!headers.agree(message)) {
        return Optional.of(
            refused(
                HEADER_MISMATCH, "Mcp-Method or Mcp-Name is not what the body says", message.id()));
      }
    }
    return missing(messages);
  }

  private Optional<HttpResponse> missing(List<McpMessage> messages) {
    return allowed(messages) ? Optional.empty() : Optional.of(challenge(messages));
  }

  private boolean allowed(List<McpMessage> messages) {
    if (!scopes.covers(held, required)) {
      return false;
    }
    for (McpMessage message : messages) {
      if (message.tool().isPresent()
          && !resource.tools().allows(message.tool().get(), rule -> scopes.covers(held, rule))) {
        return false;
      }
    }
    return true;
  }

  private HttpResponse challenge(List<McpMessage> messages) {
    Set<Scope> needed = required;
    for (McpMessage message : messages) {
      if (message.tool().isPresent()) {
        needed = Scope.union(needed, resource.tools().scopes(message.tool().get()));
      }
    }
    String words =
        needed.equals(required)
            ? "the token lacks a scope this needs"
            : "the token lacks a scope that this tool needs; authorize again with all that are named";
    return challenges.insufficient(resource, words, needed, held);
  }

  private static HttpResponse refused(int code, String message, Optional<Object> id) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("jsonrpc", "2.0");
    id.ifPresent(given -> body.put("id", given));
    body.put("error", Map.of("code", code, "message", message));
    return HttpResponse.json(400, body).noStore();
  }
}
