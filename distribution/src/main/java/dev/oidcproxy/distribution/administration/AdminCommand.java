package dev.oidcproxy.distribution.administration;

import dev.oidcproxy.application.config.Problem;
import dev.oidcproxy.distribution.config.Configuration;
import dev.oidcproxy.distribution.management.ManagementSettings;
import java.io.PrintWriter;
import java.io.Serial;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One question to the running server, and its answer printed. */
abstract class AdminCommand implements Callable<Integer> {

  private static final String SECTION = "management";

  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The configuration that the server runs with; by default oidc-proxy.yaml here, then"
              + " /etc/oidc-proxy/oidc-proxy.yaml, then the environment alone.")
  private Path file;

  @Option(names = "--json", description = "Prints the server's answer as JSON.")
  private boolean json;

  private final Function<Optional<Path>, Configuration> configurations;

  /**
   * @param configurations from a file, or from the usual places
   */
  AdminCommand(Function<Optional<Path>, Configuration> configurations) {
    this.configurations = configurations;
  }

  /** Why a command could not be carried out, in words, with its exit code. */
  static final class Failure extends Exception {

    @Serial private static final long serialVersionUID = 1L;

    private final int exitCode;

    Failure(int exitCode, String words) {
      super(words);
      this.exitCode = exitCode;
    }
  }

  /** Finds fault with the command line, before anybody is asked. */
  void check() throws Failure {}

  abstract Map<String, Object> ask(AdminServer server) throws Failure;

  /** Prints an answer for people. */
  abstract void print(Map<String, Object> answer, PrintWriter out);

  @Override
  public final Integer call() {
    try {
      check();
      Map<String, Object> answer = ask(AdminServer.find(settings()));
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(JsonText.pretty(answer));
      } else {
        print(answer, out);
      }
      out.flush();
      return ExitCode.OK;
    } catch (Failure e) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(spec.qualifiedName() + ": " + e.getMessage());
      err.flush();
      return e.exitCode;
    }
  }

  /** Only what it needs: the secrets of the server may be out of this user's reach. */
  private Optional<ManagementSettings> settings() throws Failure {
    Configuration configuration = configurations.apply(Optional.ofNullable(file));
    Optional<ManagementSettings> settings = ManagementSettings.from(configuration.reader());
    List<Problem> problems =
        configuration.problems().stream()
            .filter(p -> configuration.isUnreadable() || p.path().startsWith(SECTION))
            .toList();
    if (!problems.isEmpty()) {
      throw new Failure(ExitCode.USAGE, problems.getFirst().toString());
    }
    return settings;
  }

  /** The objects in a list of an answer. */
  static List<Map<?, ?>> objects(Map<String, Object> answer, String member) {
    return answer.get(member) instanceof List<?> list
        ? list.stream().<Map<?, ?>>map(item -> (Map<?, ?>) item).toList()
        : List.of();
  }

  static void printTruncation(Map<String, Object> answer, PrintWriter out) {
    if (Boolean.TRUE.equals(answer.get("truncated"))) {
      out.println("... and more: narrow it, or raise --limit");
    }
  }
}
