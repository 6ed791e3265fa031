package dev.oidcproxy.distribution.demo.mcp;

import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The MCP transport in a servlet container. Loading the SDK takes half a second, so it is done on
 * the side, and a request that comes earlier waits for it.
 */
final class McpDeployment implements HttpHandler, AutoCloseable {

  // a tool that works for a while holds its thread: a virtual one costs nothing
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CompletableFuture<DeploymentManager> deployment =
      CompletableFuture.supplyAsync(this::deploy, threads);
  private final CompletableFuture<HttpHandler> servlets =
      deployment.thenApply(McpDeployment::started);

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    exchange.dispatch(threads, waiting -> servlets.join().handleRequest(waiting));
  }

  /** Ends every session and stream; a tool that is at work ends when it next tells of progress. */
  @Override
  public void close() {
    try {
      servlets.join();
      deployment.join().stop();
    } catch (ServletException | CompletionException e) {
      throw new IllegalStateException("the MCP server did not start or stop", e);
    } finally {
      threads.shutdown();
    }
  }

  private DeploymentManager deploy() {
    DeploymentManager manager =
        Servlets.newContainer()
            .addDeployment(
                Servlets.deployment()
                    .setDeploymentName("sample-mcp-server")
                    .setContextPath("/")
                    .setClassLoader(McpDeployment.class.getClassLoader())
                    .setExecutor(threads)
                    .addFilter(
                        Servlets.filter(
                                "streams",
                                StreamOpening.class,
                                new ImmediateInstanceFactory<>(new StreamOpening()))
                            .setAsyncSupported(true))
                    .addFilterServletNameMapping("streams", "mcp", DispatcherType.REQUEST)
                    .addServlet(
                        Servlets.servlet(
                                "mcp",
                                HttpServletStreamableServerTransportProvider.class,
                                new ImmediateInstanceFactory<>(McpTransport.create()))
                            .addMapping(McpTransport.PATH)
                            .setAsyncSupported(true)));
    manager.deploy();
    return manager;
  }

  private static HttpHandler started(DeploymentManager deployment) {
    try {
      return deployment.start();
    } catch (ServletException e) {
      throw new IllegalStateException("the MCP server did not start", e);
    }
  }
}
