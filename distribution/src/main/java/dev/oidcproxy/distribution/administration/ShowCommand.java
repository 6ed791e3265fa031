package dev.oidcproxy.distribution.administration;

import dev.oidcproxy.distribution.config.Configuration;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Parameters;

/** Shows everything there is to say of one client or grant. */
@Command(name = "show", description = "Shows one, by its id.", mixinStandardHelpOptions = true)
final class ShowCommand extends AdminCommand {

  @Parameters(paramLabel = "ID")
  private String id;

  private final String collection;

  /**
   * @param collection {@code clients} or {@code grants}
   */
  ShowCommand(String collection, Function<Optional<Path>, Configuration> configurations) {
    super(configurations);
    this.collection = collection;
  }

  @Override
  Map<String, Object> ask(AdminServer server) throws Failure {
    List<Map<?, ?>> found =
        objects(server.get("/admin/" + collection, Map.of("id", id)), collection);
    if (found.isEmpty()) {
      throw new Failure(ExitCode.SOFTWARE, "there is none with this id");
    }
    return found.getFirst().entrySet().stream()
        .collect(
            Collectors.toMap(
                e -> e.getKey().toString(),
                Map.Entry::getValue,
                (one, other) -> one,
                LinkedHashMap::new));
  }

  @Override
  void print(Map<String, Object> answer, PrintWriter out) {
    Table table = new Table("FIELD", "VALUE");
    for (String field : answer.keySet()) {
      boolean time = field.endsWith("_at") || field.endsWith("_until");
      table.row(Cell.clean(field), time ? Cell.time(answer, field) : value(answer.get(field)));
    }
    table.print(out);
  }

  private static String value(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(Cell::clean).collect(Collectors.joining(" "))
        : Cell.clean(value);
  }
}
