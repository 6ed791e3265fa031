package dev.oidcproxy.distribution.command;

import dev.oidcproxy.application.config.Problem;
import dev.oidcproxy.distribution.config.Configuration;
import java.io.PrintWriter;
import java.util.List;

/** Says everything that is wrong with a configuration at once. */
final class ProblemReport {

  private ProblemReport() {}

  /** Prints the problems; whether there was one. */
  static boolean print(Configuration configuration, PrintWriter err) {
    return print(configuration.problems(), err);
  }

  static boolean print(List<Problem> problems, PrintWriter err) {
    if (problems.isEmpty()) {
      return false;
    }
    err.println(
        problems.size() == 1
            ? "The configuration has a problem; nothing was started."
            : "The configuration has " + problems.size() + " problems; nothing was started.");
    problems.forEach(problem -> err.println("  " + problem));
    err.flush();
    return true;
  }
}
