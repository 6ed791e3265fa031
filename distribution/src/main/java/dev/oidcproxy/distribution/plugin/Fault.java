package dev.oidcproxy.distribution.plugin;

import java.util.Optional;

/**
 * What went wrong inside a plugin, in one line. An exception is told by its kind and its place: its
 * message may quote what it was given, and that may be a secret. What the linker says names classes
 * and methods only, except where a class could not be initialized before: then it quotes why.
 */
final class Fault {

  /** The system property that has whole stack traces printed, messages and all. */
  private static final String ASKED = "oidc-proxy.plugin-traces";

  private Fault() {}

  /**
   * In words that follow those of what failed.
   *
   * @param plugin whose code is looked for in the stack
   */
  static String of(Throwable failure, Optional<PluginJar> plugin) {
    if (Boolean.getBoolean(ASKED)) {
      failure.printStackTrace();
    }
    Throwable root = root(failure);
    if (root instanceof UnsupportedClassVersionError) {
      return "it was compiled for a newer Java than " + Runtime.version().feature();
    }
    if (isOfTheLinker(root)) {
      return "it does not fit this version of oidc-proxy, or a library is missing: compile it again"
          + " against this version ("
          + kind(root)
          + ": "
          + oneLine(String.valueOf(root.getMessage()))
          + ")";
    }
    return kind(root) + place(root, plugin).map(at -> " at " + at).orElse("") + hint();
  }

  private static boolean isOfTheLinker(Throwable root) {
    return root instanceof ClassNotFoundException
        || (root instanceof LinkageError && !(root instanceof ExceptionInInitializerError));
  }

  /** Where to look: the deepest call of the plugin's own, else the deepest of all. */
  private static Optional<String> place(Throwable failure, Optional<PluginJar> plugin) {
    StackTraceElement[] stack = failure.getStackTrace();
    for (StackTraceElement call : stack) {
      if (plugin.filter(jar -> jar.has(call.getClassName())).isPresent()) {
        return Optional.of(told(call));
      }
    }
    return stack.length == 0 ? Optional.empty() : Optional.of(told(stack[0]));
  }

  private static String told(StackTraceElement call) {
    return call.getClassName()
        + "."
        + call.getMethodName()
        + "("
        + call.getFileName()
        + ":"
        + call.getLineNumber()
        + ")";
  }

  private static String hint() {
    return " (JAVA_OPTS=-D" + ASKED + "=true prints its words and the whole stack)";
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static String kind(Throwable failure) {
    return failure.getClass().getSimpleName();
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\R+", " ");
  }
}
