package com.example.mcp;

import dev.oidcproxy.application.flow.token.Verified;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.transport.HttpServletStatelessServerTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;

/** An MCP server as its author knows it; that its callers are known is all there is to see. */
final class GreetingTools {

  private GreetingTools() {}

  static HttpServletStatelessServerTransport servlet() {
    HttpServletStatelessServerTransport transport =
        HttpServletStatelessServerTransport.builder()
            .messageEndpoint("/mcp")
            .contextExtractor(GreetingTools::context)
            .build();
    McpServer.sync(transport)
        .serverInfo("greetings", "1")
        .capabilities(ServerCapabilities.builder().tools(false).build())
        .immediateExecution(true)
        .toolCall(
            Tool.builder("whoami", Map.of("type", "object")).description("Greets you.").build(),
            (context, request) ->
                CallToolResult.builder().addTextContent(greeting(context)).build())
        .build();
    return transport;
  }

  private static McpTransportContext context(HttpServletRequest request) {
    return McpTransportContext.create(Map.of("caller", request.getAttribute(ProxyFilter.CALLER)));
  }

  private static String greeting(McpTransportContext context) {
    Verified caller = (Verified) context.get("caller");
    return "Hello, %s! You came with %s."
        .formatted(caller.identity().displayName(), caller.token().client().value());
  }
}
