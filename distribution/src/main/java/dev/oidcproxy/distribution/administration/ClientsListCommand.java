package dev.oidcproxy.distribution.administration;

import dev.oidcproxy.distribution.config.Configuration;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists clients. */
@Command(
    name = "list",
    description = "Lists configured, registered and blocked clients, the newest first.",
    mixinStandardHelpOptions = true)
final class ClientsListCommand extends AdminCommand {

  @Option(names = "--limit", paramLabel = "N", description = "How many at most; 1000 by default.")
  private Optional<Integer> limit = Optional.empty();

  ClientsListCommand(Function<Optional<Path>, Configuration> configurations) {
    super(configurations);
  }

  @Override
  Map<String, Object> ask(AdminServer server) throws Failure {
    return server.get(
        "/admin/clients", limit.map(n -> Map.of("limit", n.toString())).orElse(Map.of()));
  }

  @Override
  void print(Map<String, Object> answer, PrintWriter out) {
    Table table = new Table("NAME", "STATE", "REGISTERED", "FETCHED", "UNUSED UNTIL", "CLIENT ID");
    for (Map<?, ?> client : objects(answer, "clients")) {
      table.row(
          Cell.of(client, "name"),
          Boolean.TRUE.equals(client.get("blocked")) ? "blocked" : Cell.of(client, "origin"),
          Cell.time(client, "registered_at"),
          Cell.time(client, "fetched_at"),
          Cell.time(client, "unused_until"),
          Cell.of(client, "client_id"));
    }
    if (table.isEmpty()) {
      out.println("no clients");
    } else {
      table.print(out);
    }
    printTruncation(answer, out);
  }
}
