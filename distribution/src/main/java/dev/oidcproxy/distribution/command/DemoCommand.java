package dev.oidcproxy.distribution.command;

import dev.oidcproxy.distribution.config.Configuration;
import dev.oidcproxy.distribution.demo.DemoConfiguration;
import dev.oidcproxy.distribution.demo.DemoInstructions;
import dev.oidcproxy.distribution.demo.mcp.SampleMcpServer;
import dev.oidcproxy.distribution.demo.provider.SampleProvider;
import dev.oidcproxy.distribution.launch.Plan;
import dev.oidcproxy.distribution.launch.RunningProxy;
import dev.oidcproxy.distribution.plugin.Plugins;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs everything there is to see on this machine alone, with nothing to configure. */
@Command(
    name = "demo",
    description =
        "Runs a sample provider, a sample MCP server and the proxy between them, for this machine"
            + " alone, and says what to point an MCP client at.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

  private static final String CLIENT_ID = "oidc-proxy-demo";

  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8000",
      description = "The port of the proxy; ${DEFAULT-VALUE} when absent, any free one when 0.")
  private int port;

  @Override
  public Integer call() throws IOException {
    String baseUrl = "http://127.0.0.1:" + (port == 0 ? freePort() : port);
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (SampleMcpServer mcp = SampleMcpServer.start(anyPort);
        SampleProvider provider =
            SampleProvider.start(anyPort, CLIENT_ID, URI.create(baseUrl + "/auth/callback"));
        RunningProxy running =
            RunningProxy.start(plan(new DemoConfiguration(baseUrl, provider, mcp.url())))) {
      PrintWriter out = spec.commandLine().getOut();
      out.println(running.readyLine());
      out.println();
      out.print(new DemoInstructions(URI.create(baseUrl + "/mcp")).text());
      out.flush();
      Termination.await(running::close);
    }
    return ExitCode.OK;
  }

  /** The environment is left out, so that nothing of it leaks in. */
  private static Plan plan(DemoConfiguration demo) {
    Configuration configuration = Configuration.of("demo", demo.yaml(), Map.of());
    Plan plan = Plan.read(configuration, Plugins.find(Optional.empty()));
    if (!configuration.problems().isEmpty()) {
      throw new IllegalStateException(
          "the demo does not fit the program: " + configuration.problems());
    }
    return plan;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
