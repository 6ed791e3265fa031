package dev.oidcproxy.distribution.plugin;

import dev.oidcproxy.application.config.Problem;
import java.util.Optional;

/** A plugin that was chosen cannot be used, which is found out at start. */
public final class UnusablePluginException extends RuntimeException {

  private final transient Problem problem;

  /**
   * @param what completes "the plugin …"
   */
  UnusablePluginException(ChosenPlugin plugin, String what) {
    this(new Problem(plugin.key(), Optional.empty(), plugin.words(what)));
  }

  private UnusablePluginException(Problem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  /** In the form in which all problems of a configuration are told. */
  public Problem problem() {
    return problem;
  }
}
