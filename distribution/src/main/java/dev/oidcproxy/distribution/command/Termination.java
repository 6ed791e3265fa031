package dev.oidcproxy.distribution.command;

import java.util.concurrent.CountDownLatch;

/** The end of a process that was asked to end. */
final class Termination {

  private Termination() {}

  /**
   * Waits for SIGTERM or SIGINT, then stops and ends the process with 0. Java itself would end it
   * with 143, which process managers take for a failure.
   */
  static void await(Runnable stop) {
    Thread ending =
        new Thread(
            () -> {
              stop.run();
              Runtime.getRuntime().halt(0);
            },
            "termination");
    Runtime.getRuntime().addShutdownHook(ending);
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
