package dev.oidcproxy.distribution.launch;

import dev.oidcproxy.application.config.Problem;

/** What was configured does not fit what is there already, so nothing was started. */
public final class RefusedStartException extends RuntimeException {

  private final transient Problem problem;

  RefusedStartException(Problem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  /** In the form in which all problems of a configuration are told. */
  public Problem problem() {
    return problem;
  }
}
