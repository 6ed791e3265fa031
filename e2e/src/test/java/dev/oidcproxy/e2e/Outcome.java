package dev.oidcproxy.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How one journey ended, as {@code harness/reporter.mjs} prints it.
 *
 * @param details why it failed or was skipped; otherwise empty
 */
record Outcome(Verdict verdict, String name, String details) {

  enum Verdict {
    PASSED,
    FAILED,
    SKIPPED
  }

  private static final Pattern HEADLINE =
      Pattern.compile("(passed|failed|skipped): (.+) \\(\\d+ ms\\)");
  private static final String DETAIL = "    ";

  /** Reads the lines of a whole run; lines of any other form are passed over. */
  static List<Outcome> read(List<String> lines) {
    List<Outcome> outcomes = new ArrayList<>();
    for (String line : lines) {
      Matcher headline = HEADLINE.matcher(line);
      if (headline.matches()) {
        Verdict verdict = Verdict.valueOf(headline.group(1).toUpperCase(Locale.ROOT));
        outcomes.add(new Outcome(verdict, headline.group(2), ""));
      } else if (line.startsWith(DETAIL) && !outcomes.isEmpty()) {
        outcomes.add(outcomes.removeLast().with(line.substring(DETAIL.length())));
      }
    }
    return outcomes;
  }

  private Outcome with(String detail) {
    return new Outcome(verdict, name, details.isEmpty() ? detail : details + "\n" + detail);
  }
}
