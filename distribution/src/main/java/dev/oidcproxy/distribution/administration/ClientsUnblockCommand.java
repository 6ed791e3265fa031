package dev.oidcproxy.distribution.administration;

import dev.oidcproxy.distribution.config.Configuration;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Takes the revocation of a client back. */
@Command(
    name = "unblock",
    description = "Lets a revoked client in again; its people sign in again.",
    mixinStandardHelpOptions = true)
final class ClientsUnblockCommand extends AdminCommand {

  @Parameters(paramLabel = "ID")
  private String id;

  ClientsUnblockCommand(Function<Optional<Path>, Configuration> configurations) {
    super(configurations);
  }

  @Override
  Map<String, Object> ask(AdminServer server) throws Failure {
    return server.post("/admin/clients/unblock", Map.of("id", id));
  }

  @Override
  void print(Map<String, Object> answer, PrintWriter out) {
    String did =
        Boolean.TRUE.equals(answer.get("was_blocked")) ? "unblocked " : "was not blocked: ";
    out.println(did + Cell.of(answer, "client_id"));
  }
}
