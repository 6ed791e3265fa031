package dev.oidcproxy.distribution.demo.mcp;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.transport.HeaderAccessor;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.server.transport.ServerTransportSecurityException;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.undertow.util.StatusCodes;
import java.util.List;
import java.util.regex.Pattern;

/** The SDK's streamable HTTP transport, a servlet, with the sample server behind it. */
final class McpTransport {

  static final String PATH = "/mcp";

  private static final Pattern LOOPBACK_HOST =
      Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?");

  private McpTransport() {}

  /** Destroying the servlet closes the server. */
  static HttpServletStreamableServerTransportProvider create() {
    HttpServletStreamableServerTransportProvider transport =
        HttpServletStreamableServerTransportProvider.builder()
            .mcpEndpoint(PATH)
            .contextExtractor(Caller::contextOf)
            .httpHeaderValidator(McpTransport::requireLoopbackHost)
            .build();
    McpServer.sync(transport)
        .serverInfo("oidc-proxy-demo", "1")
        .instructions("A sample server: whoami greets you by the name you signed in with.")
        .capabilities(ServerCapabilities.builder().tools(false).build())
        // on the request's own virtual thread
        .immediateExecution(true)
        .tools(SampleTools.all())
        .build();
    return transport;
  }

  /** A web page whose name was made to point here (DNS rebinding) sends its own name as host. */
  private static void requireLoopbackHost(HeaderAccessor headers)
      throws ServerTransportSecurityException {
    List<String> hosts = headers.getHeader("Host");
    if (hosts.size() != 1 || !LOOPBACK_HOST.matcher(hosts.getFirst()).matches()) {
      throw new ServerTransportSecurityException(StatusCodes.FORBIDDEN, "Invalid Host header");
    }
  }
}
