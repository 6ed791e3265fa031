package dev.oidcproxy.distribution.demo.mcp;

import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the sample server can do: greet, repeat, and work for a while. */
final class SampleTools {

  private SampleTools() {}

  static List<SyncToolSpecification> all() {
    return List.of(whoami(), echo(), countdown());
  }

  private static SyncToolSpecification whoami() {
    return tool(
        "whoami",
        "Greets you by name and says as whom you are signed in.",
        object(Map.of(), List.of()),
        (exchange, request) ->
            Caller.in(exchange.transportContext())
                .map(caller -> text(greeting(caller)))
                .orElseGet(() -> text("Hello! This request does not say who you are.")));
  }

  private static SyncToolSpecification echo() {
    return tool(
        "echo",
        "Repeats a message.",
        object(Map.of("message", Map.of("type", "string")), List.of("message")),
        (exchange, request) -> text(request.arguments().get("message").toString()));
  }

  private static SyncToolSpecification countdown() {
    return tool(
        "countdown",
        "Counts down to zero, telling of each step while it works.",
        object(
            Map.of(
                "count", integer("Where to begin", 1, 10, 3),
                "interval_ms", integer("Milliseconds between two steps", 0, 5000, 500)),
            List.of()),
        SampleTools::countDown);
  }

  private static CallToolResult countDown(McpSyncServerExchange exchange, CallToolRequest request) {
    int count = number(request, "count", 3);
    long interval = number(request, "interval_ms", 500);
    Object progressToken = request.progressToken();
    for (int done = 1; done <= count; done++) {
      rest(interval);
      if (progressToken != null) {
        // fails when the client has gone, which ends the work
        exchange.progressNotification(
            ProgressNotification.builder(progressToken, done)
                .total((double) count)
                .message(count - done + " to go")
                .build());
      }
    }
    String steps =
        IntStream.iterate(count, left -> left - 1)
            .limit(count)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(", "));
    return text(steps + ", liftoff!");
  }

  private static String greeting(Caller caller) {
    String account = caller.email().map(email -> ", " + email).orElse("");
    return "Hello, %s! You are signed in as %s%s."
        .formatted(caller.name(), caller.subject(), account);
  }

  private static SyncToolSpecification tool(
      String name,
      String description,
      Map<String, Object> inputSchema,
      BiFunction<McpSyncServerExchange, CallToolRequest, CallToolResult> work) {
    Tool tool =
        Tool.builder(name, inputSchema)
            .description(description)
            .annotations(ToolAnnotations.builder().readOnlyHint(true).openWorldHint(false).build())
            .build();
    return SyncToolSpecification.builder().tool(tool).callHandler(work).build();
  }

  private static Map<String, Object> object(Map<String, Object> properties, List<String> required) {
    return Map.of(
        "type",
        "object",
        "properties",
        properties,
        "required",
        required,
        "additionalProperties",
        false);
  }

  private static Map<String, Object> integer(String description, int least, int most, int usual) {
    return Map.of(
        "type", "integer",
        "description", description,
        "minimum", least,
        "maximum", most,
        "default", usual);
  }

  /** An argument within the bounds of its schema: the SDK has checked them. */
  private static int number(CallToolRequest request, String name, int usual) {
    return request.arguments().get(name) instanceof Number given ? given.intValue() : usual;
  }

  private static void rest(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static CallToolResult text(String text) {
    return CallToolResult.builder().addTextContent(text).build();
  }
}
