package dev.oidcproxy.distribution;

import dev.oidcproxy.distribution.command.Commands;
import dev.oidcproxy.distribution.command.Installation;

/** The program. */
public final class Main {

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(Commands.of(Installation.ofProcess(), arguments).execute(arguments));
  }
}
