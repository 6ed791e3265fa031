package dev.oidcproxy.distribution.administration;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows in aligned columns; the last column is as long as it is. */
final class Table {

  /** Names are strangers' and may be long. */
  private static final int WIDEST = 40;

  private final List<List<String>> rows = new ArrayList<>();

  Table(String... headings) {
    rows.add(List.of(headings));
  }

  /**
   * @param cells clean texts
   */
  void row(String... cells) {
    List<String> row = new ArrayList<>(Arrays.asList(cells));
    for (int i = 0; i < row.size() - 1; i++) {
      row.set(i, shortened(row.get(i)));
    }
    rows.add(row);
  }

  boolean isEmpty() {
    return rows.size() == 1;
  }

  void print(PrintWriter out) {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], length(row.get(i)));
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns - 1; i++) {
        line.append(row.get(i)).repeat(' ', widths[i] - length(row.get(i)) + 2);
      }
      out.println(line.append(row.getLast()));
    }
  }

  private static String shortened(String text) {
    return length(text) <= WIDEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, WIDEST - 1)) + "\u2026";
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
