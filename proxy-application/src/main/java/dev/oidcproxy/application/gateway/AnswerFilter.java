package dev.oidcproxy.application.gateway;

import dev.oidcproxy.application.gateway.message.Event;
import dev.oidcproxy.application.gateway.message.McpMessage;
import dev.oidcproxy.application.gateway.message.McpMessages;
import dev.oidcproxy.application.gateway.message.ToolLists;
import dev.oidcproxy.application.gateway.message.UnreadableMessageException;
import dev.oidcproxy.application.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Leaves the tools that a token may not call out of the answers it gets. No I/O; takes as long as
 * an answer is.
 */
public final class AnswerFilter {

  /** How large an answer, or an event of one, is looked at. */
  public static final int MOST_BYTES = 4 << 20;

  private static final int INTERNAL = -32603;

  private final Predicate<String> shown;

  AnswerFilter(Predicate<String> shown) {
    this.shown = shown;
  }

  /**
   * What of a body may pass.
   *
   * @throws UnreadableMessageException when that is not clear; then nothing may
   */
  public byte[] body(byte[] body) throws UnreadableMessageException {
    return ToolLists.filtered(body, shown);
  }

  /**
   * What of an event may pass.
   *
   * @throws UnreadableMessageException when that is not clear; then nothing may
   */
  public byte[] event(Event event) throws UnreadableMessageException {
    return event.filtered(shown);
  }

  /**
   * What comes in place of what may not pass.
   *
   * @param asked the body of the request; whose answer it was is a guess unless that asks one thing
   */
  public HttpResponse refusal(byte[] asked) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("jsonrpc", "2.0");
    id(asked).ifPresent(id -> body.put("id", id));
    body.put(
        "error",
        Map.of(
            "code",
            INTERNAL,
            "message",
            "the MCP server's answer cannot be filtered; the request id leads to the log line"));
    return HttpResponse.json(502, body).noStore();
  }

  private static Optional<Object> id(byte[] asked) {
    try {
      List<McpMessage> messages = McpMessages.read(asked);
      return messages.size() == 1 ? messages.getFirst().id() : Optional.empty();
    } catch (UnreadableMessageException e) {
      return Optional.empty();
    }
  }
}
