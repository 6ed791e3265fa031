package dev.oidcproxy.distribution.command;

import dev.oidcproxy.distribution.config.Configuration;
import dev.oidcproxy.distribution.keys.Machine;
import dev.oidcproxy.distribution.launch.Plan;
import dev.oidcproxy.distribution.plugin.Plugins;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what holds. */
@Command(
    name = "show",
    description = "Prints the effective configuration and where each value came from.",
    mixinStandardHelpOptions = true)
final class ConfigShowCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ConfigOption config;

  private final Installation installation;

  ConfigShowCommand(Installation installation) {
    this.installation = installation;
  }

  @Override
  public Integer call() {
    Configuration configuration = config.load(installation.environment());
    Plan.read(
        configuration,
        Plugins.find(installation.pluginFolder()),
        Machine.of(installation.environment()));
    PrintWriter out = spec.commandLine().getOut();
    configuration.effectiveValues().forEach(out::println);
    out.flush();
    return ProblemReport.print(configuration, spec.commandLine().getErr())
        ? ExitCode.USAGE
        : ExitCode.OK;
  }
}
