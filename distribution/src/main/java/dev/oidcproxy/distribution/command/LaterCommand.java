package dev.oidcproxy.distribution.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Stands where a later version has a command, so that nobody looks for a typing error. */
@Command(hidden = true)
final class LaterCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine()
        .getErr()
        .println(
            spec.qualifiedName() + ": this version does not have it yet, a later one brings it");
    return ExitCode.USAGE;
  }
}
