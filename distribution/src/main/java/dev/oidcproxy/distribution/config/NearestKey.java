package dev.oidcproxy.distribution.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody may have meant. */
final class NearestKey {

  /** A key in another section is further away than one with two letters wrong. */
  private static final int ELSEWHERE = 3;

  private NearestKey() {}

  /** The nearest of {@code known}; empty when none resembles {@code written}. */
  static Optional<String> of(String written, Collection<String> known) {
    return known.stream()
        .min(
            Comparator.<String>comparingInt(key -> distance(written, key))
                .thenComparing(key -> key))
        .filter(key -> distance(written, key) <= Math.max(2, written.length() / 2));
  }

  private static int distance(String written, String key) {
    int whole = edits(written, key);
    int last = edits(Document.lastOf(written), Document.lastOf(key));
    boolean sameSection = Document.parentOf(written).equals(Document.parentOf(key));
    return Math.min(whole, last + (sameSection ? 0 : ELSEWHERE));
  }

  /** Insertions, deletions and replacements of letters (Levenshtein). */
  private static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
