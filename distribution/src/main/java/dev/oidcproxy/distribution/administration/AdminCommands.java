package dev.oidcproxy.distribution.administration;

import dev.oidcproxy.distribution.config.Configuration;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The groups of commands of an administrator. */
public final class AdminCommands {

  private AdminCommands() {}

  @Command(
      name = "clients",
      description = "Lists, shows and revokes clients.",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND")
  static final class Clients {}

  @Command(
      name = "grants",
      description = "Lists, shows and revokes what people signed in to.",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND")
  static final class Grants {}

  public static CommandLine clients(Function<Optional<Path>, Configuration> configurations) {
    return new CommandLine(new Clients())
        .addSubcommand("list", new ClientsListCommand(configurations))
        .addSubcommand("show", new ShowCommand("clients", configurations))
        .addSubcommand("revoke", new ClientsRevokeCommand(configurations))
        .addSubcommand("unblock", new ClientsUnblockCommand(configurations));
  }

  public static CommandLine grants(Function<Optional<Path>, Configuration> configurations) {
    return new CommandLine(new Grants())
        .addSubcommand("list", new GrantsListCommand(configurations))
        .addSubcommand("show", new ShowCommand("grants", configurations))
        .addSubcommand("revoke", new GrantsRevokeCommand(configurations));
  }

  public static CommandLine reseal(Function<Optional<Path>, Configuration> configurations) {
    return new CommandLine(new KeysResealCommand(configurations));
  }
}
