package dev.oidcproxy.distribution.administration;

import dev.oidcproxy.distribution.config.Configuration;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists grants. */
@Command(
    name = "list",
    description = "Lists who is signed in with which client, the newest first.",
    mixinStandardHelpOptions = true)
final class GrantsListCommand extends AdminCommand {

  @Mixin private GrantFilter filter;

  @Option(names = "--limit", paramLabel = "N", description = "How many at most; 1000 by default.")
  private Optional<Integer> limit = Optional.empty();

  GrantsListCommand(Function<Optional<Path>, Configuration> configurations) {
    super(configurations);
  }

  @Override
  Map<String, Object> ask(AdminServer server) throws Failure {
    Map<String, String> parameters = filter.parameters();
    limit.ifPresent(n -> parameters.put("limit", n.toString()));
    return server.get("/admin/grants", parameters);
  }

  @Override
  void print(Map<String, Object> answer, PrintWriter out) {
    GrantsTable.print(objects(answer, "grants"), out);
    printTruncation(answer, out);
  }
}
