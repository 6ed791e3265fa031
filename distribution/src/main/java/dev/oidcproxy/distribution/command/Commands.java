package dev.oidcproxy.distribution.command;

import dev.oidcproxy.distribution.administration.AdminCommands;
import dev.oidcproxy.distribution.config.Configuration;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** Every command of the program. */
public final class Commands {

  private Commands() {}

  /** The root; says what there is when no command is given. */
  @Command(
      name = "oidc-proxy",
      description = "An authorization proxy that puts MCP servers behind an OpenID provider.",
      versionProvider = Version.class,
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND")
  static final class Root {}

  /** Commands that only group others. */
  @Command(
      name = "config",
      description = "Looks at the configuration.",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND")
  static final class Config {}

  @Command(
      name = "keys",
      description = "Makes keys, and seals with them.",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND")
  static final class Keys {}

  /** The command line, ready to execute. */
  public static CommandLine of(Installation installation) {
    Function<Optional<Path>, Configuration> configurations =
        file -> Configuration.load(file, installation.environment());
    CommandLine root = new CommandLine(new Root());
    root.addSubcommand("serve", new ServeCommand(installation));
    root.addSubcommand("demo", new DemoCommand());
    root.addSubcommand("train", new TrainCommand());
    root.addSubcommand(
        "config",
        new CommandLine(new Config()).addSubcommand("show", new ConfigShowCommand(installation)));
    root.addSubcommand(
        "keys",
        new CommandLine(new Keys())
            .addSubcommand("generate", new KeysGenerateCommand())
            .addSubcommand("reseal", AdminCommands.reseal(configurations)));
    root.addSubcommand("clients", AdminCommands.clients(configurations));
    root.addSubcommand("grants", AdminCommands.grants(configurations));
    root.addSubcommand("doctor", later());
    root.setExecutionExceptionHandler(
        (failure, commandLine, parsed) -> failed(failure, commandLine));
    return root;
  }

  private static CommandLine later() {
    return new CommandLine(new LaterCommand()).setUnmatchedArgumentsAllowed(true);
  }

  /** What the world refused is told in one line; anything else is a bug, and its place helps. */
  private static int failed(Exception failure, CommandLine commandLine) {
    PrintWriter err = commandLine.getErr();
    if (failure instanceof UncheckedIOException refused) {
      err.println("oidc-proxy: " + refused.getMessage() + ": " + refused.getCause().getMessage());
    } else {
      err.println("oidc-proxy: unexpected");
      failure.printStackTrace(err);
    }
    err.flush();
    return ExitCode.SOFTWARE;
  }
}
