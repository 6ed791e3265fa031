package dev.oidcproxy.distribution.administration;

import dev.oidcproxy.distribution.config.Configuration;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;

/** Seals everything with the first key. */
@Command(
    name = "reseal",
    description =
        "Has the running server seal every record with the first key, so that the others can be"
            + " dropped.",
    mixinStandardHelpOptions = true)
final class KeysResealCommand extends AdminCommand {

  KeysResealCommand(Function<Optional<Path>, Configuration> configurations) {
    super(configurations);
  }

  @Override
  Map<String, Object> ask(AdminServer server) throws Failure {
    return server.post("/admin/keys/reseal", Map.of());
  }

  @Override
  void print(Map<String, Object> answer, PrintWriter out) {
    Table table = new Table("RESEALED", "UNREADABLE", "COLLECTION");
    boolean unreadable = false;
    if (answer.get("collections") instanceof Map<?, ?> collections) {
      for (Map.Entry<?, ?> collection : collections.entrySet()) {
        Map<?, ?> counts = (Map<?, ?>) collection.getValue();
        unreadable |= !Cell.of(counts, "unreadable").equals("0");
        table.row(
            Cell.of(counts, "resealed"),
            Cell.of(counts, "unreadable"),
            Cell.clean(collection.getKey()));
      }
    }
    table.print(out);
    if (unreadable) {
      out.println("what is unreadable was sealed with a key that this server does not have");
    }
  }
}
