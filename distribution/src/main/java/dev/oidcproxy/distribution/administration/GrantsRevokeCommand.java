package dev.oidcproxy.distribution.administration;

import dev.oidcproxy.distribution.config.Configuration;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Ends grants. */
@Command(
    name = "revoke",
    description =
        "Ends grants on all nodes at once and has the provider revoke its tokens. Asks nothing:"
            + " look with `grants list` and the same options first.",
    mixinStandardHelpOptions = true)
final class GrantsRevokeCommand extends AdminCommand {

  @Parameters(paramLabel = "GRANT", arity = "0..1", description = "One grant, by its id.")
  private Optional<String> id = Optional.empty();

  @Mixin private GrantFilter filter;

  GrantsRevokeCommand(Function<Optional<Path>, Configuration> configurations) {
    super(configurations);
  }

  @Override
  Map<String, Object> ask(AdminServer server) throws Failure {
    Map<String, String> parameters = filter.parameters();
    id.ifPresent(value -> parameters.put("id", value));
    return server.post("/admin/grants/revoke", parameters);
  }

  @Override
  void check() throws Failure {
    if (id.isEmpty() && filter.parameters().isEmpty()) {
      throw new Failure(
          ExitCode.USAGE, "say which: a grant's id, --user, --client or --all-before");
    }
  }

  @Override
  void print(Map<String, Object> answer, PrintWriter out) {
    GrantsTable.printRevoked(answer, out);
  }
}
