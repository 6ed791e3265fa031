package dev.oidcproxy.distribution.config;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts environment variables in place of {@code ${NAME}} and {@code ${NAME:default}}. */
final class Interpolation {

  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(?<standard>:[^}]*)?}");

  private final Environment environment;

  Interpolation(Environment environment) {
    this.environment = environment;
  }

  /** The text with everything put in; what is wrong is told to {@code problems} in words. */
  String apply(String text, Consumer<String> problems) {
    StringBuilder result = new StringBuilder();
    Matcher reference = REFERENCE.matcher(text);
    int end = 0;
    while (reference.find()) {
      result.append(checked(text.substring(end, reference.start()), problems));
      result.append(value(reference, problems));
      end = reference.end();
    }
    return result.append(checked(text.substring(end), problems)).toString();
  }

  private String value(Matcher reference, Consumer<String> problems) {
    String name = reference.group("name");
    String standard = reference.group("standard");
    return environment
        .variable(name)
        .orElseGet(() -> {
          if (standard == null) {
            problems.accept(
                "the environment variable "
                    + name
                    + " is not set: set it, or give a default as ${"
                    + name
                    + ":default}");
            return "";
          }
          return standard.substring(1);
        });
  }

  private static String checked(String literal, Consumer<String> problems) {
    if (literal.contains("${")) {
      problems.accept("has a ${ that begins no reference: write ${NAME} or ${NAME:default}");
    }
    return literal;
  }
}
