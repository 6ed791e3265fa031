package dev.oidcproxy.distribution.administration;

import dev.oidcproxy.distribution.config.Configuration;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Revokes a client. */
@Command(
    name = "revoke",
    description = "Blocks a client's id and ends everything that people signed in to with it.",
    mixinStandardHelpOptions = true)
final class ClientsRevokeCommand extends AdminCommand {

  @Parameters(paramLabel = "ID", description = "Any client id, whether it is registered or not.")
  private String id;

  ClientsRevokeCommand(Function<Optional<Path>, Configuration> configurations) {
    super(configurations);
  }

  @Override
  Map<String, Object> ask(AdminServer server) throws Failure {
    return server.post("/admin/clients/revoke", Map.of("id", id));
  }

  @Override
  void print(Map<String, Object> answer, PrintWriter out) {
    out.println("blocked " + Cell.of(answer, "client_id"));
    GrantsTable.printRevoked(answer, out);
  }
}
