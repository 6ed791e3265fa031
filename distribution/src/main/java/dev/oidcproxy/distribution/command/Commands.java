package dev.oidcproxy.distribution.command;

import dev.oidcproxy.distribution.administration.AdminCommands;
import dev.oidcproxy.distribution.config.Configuration;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
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

  /**
   * The command line, ready to execute the arguments. Only the command they name is made, because
   * making all of them is a good part of the time of a start; all are when they name none.
   */
  public static CommandLine of(Installation installation, String... arguments) {
    CommandLine root = new CommandLine(new Root());
    Map<String, Supplier<Object>> commands = all(installation);
    String named = arguments.length == 0 ? "" : arguments[0];
    if (commands.containsKey(named)) {
      root.addSubcommand(named, commands.get(named).get());
    } else {
      commands.forEach((name, command) -> root.addSubcommand(name, command.get()));
    }
    root.setExecutionExceptionHandler(
        (failure, commandLine, parsed) -> failed(failure, commandLine));
    return root;
  }

  /** By name, in the order in which they are listed. */
  private static Map<String, Supplier<Object>> all(Installation installation) {
    Function<Optional<Path>, Configuration> configurations =
        file -> Configuration.load(file, installation.environment());
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("serve", () -> new ServeCommand(installation));
    commands.put("demo", DemoCommand::new);
    commands.put("train", TrainCommand::new);
    commands.put(
        "config",
        () ->
            new CommandLine(new Config())
                .addSubcommand("show", new ConfigShowCommand(installation)));
    commands.put(
        "keys",
        () ->
            new CommandLine(new Keys())
                .addSubcommand("generate", new KeysGenerateCommand())
                .addSubcommand("reseal", AdminCommands.reseal(configurations)));
    commands.put("clients", () -> AdminCommands.clients(configurations));
    commands.put("grants", () -> AdminCommands.grants(configurations));
    commands.put("doctor", Commands::later);
    return commands;
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
