package dev.oidcproxy.distribution.command;

import dev.oidcproxy.distribution.config.Configuration;
import dev.oidcproxy.distribution.keys.Machine;
import dev.oidcproxy.distribution.launch.Plan;
import dev.oidcproxy.distribution.launch.RefusedStartException;
import dev.oidcproxy.distribution.launch.RunningProxy;
import dev.oidcproxy.distribution.logging.LogLines;
import dev.oidcproxy.distribution.plugin.Plugins;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the proxy. */
@Command(
    name = "serve",
    description = "Runs the proxy until SIGTERM.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger("oidc-proxy");

  @Spec private CommandSpec spec;
  @Mixin private ConfigOption config;

  private final Installation installation;

  ServeCommand(Installation installation) {
    this.installation = installation;
  }

  @Override
  public Integer call() {
    Configuration configuration = config.load(installation.environment());
    Plan plan =
        Plan.read(
            configuration,
            Plugins.find(installation.pluginFolder()),
            Machine.of(installation.environment()));
    if (ProblemReport.print(configuration, spec.commandLine().getErr())) {
      return ExitCode.USAGE;
    }
    LogLines.use(plan.logFormat());
    configuration.warnings().forEach(warning -> LOG.warn("{}", warning));
    try (RunningProxy running = RunningProxy.start(plan)) {
      PrintWriter out = spec.commandLine().getOut();
      out.println(running.readyLine());
      out.flush();
      Termination.await(running::close);
    } catch (RefusedStartException e) {
      ProblemReport.print(List.of(e.problem()), spec.commandLine().getErr());
      return ExitCode.USAGE;
    }
    return ExitCode.OK;
  }
}
