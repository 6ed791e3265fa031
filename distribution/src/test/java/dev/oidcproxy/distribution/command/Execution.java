package dev.oidcproxy.distribution.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/** One command, executed in this process. */
record Execution(int exitCode, String out, String err) {

  static Execution of(String... arguments) {
    return with(Map.of(), arguments);
  }

  static Execution with(Map<String, String> environment, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Commands.of(new Installation(environment, Optional.empty()), arguments);
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return new Execution(line.execute(arguments), out.toString(), err.toString());
  }
}
