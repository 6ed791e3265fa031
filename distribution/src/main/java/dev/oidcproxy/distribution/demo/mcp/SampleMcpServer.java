package dev.oidcproxy.distribution.demo.mcp;

import dev.oidcproxy.distribution.demo.loopback.LoopbackServer;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;

/**
 * An MCP server on this machine with the tools {@code whoami}, {@code echo} and {@code countdown}.
 * It believes {@code X-Forwarded-User}, {@code X-Forwarded-Preferred-Username} and {@code
 * X-Forwarded-Email}, so it belongs behind the gateway.
 */
public final class SampleMcpServer implements AutoCloseable {

  private final LoopbackServer server;
  private final McpDeployment deployment;

  private SampleMcpServer(LoopbackServer server, McpDeployment deployment) {
    this.server = server;
    this.deployment = deployment;
  }

  /**
   * Listens and serves {@link #url()}; the first requests may wait half a second.
   *
   * @param address a loopback address; port 0 takes any free port
   * @throws IllegalArgumentException when the address is not a loopback address
   * @throws UncheckedIOException when the port is taken
   */
  public static SampleMcpServer start(InetSocketAddress address) {
    McpDeployment deployment = new McpDeployment();
    try {
      return new SampleMcpServer(LoopbackServer.start(address, origin -> deployment), deployment);
    } catch (RuntimeException e) {
      deployment.close();
      throw e;
    }
  }

  /** The MCP endpoint, for the gateway's {@code backend}. */
  public URI url() {
    return server.origin().resolve(McpTransport.PATH);
  }

  @Override
  public void close() {
    deployment.close();
    server.close();
  }
}
