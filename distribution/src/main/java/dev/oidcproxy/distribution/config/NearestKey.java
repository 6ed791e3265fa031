package dev.oidcproxy.distribution.config;

import dev.oidcproxy.application.language.EditDistance;
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
    int whole = EditDistance.between(written, key);
    int last = EditDistance.between(Document.lastOf(written), Document.lastOf(key));
    boolean sameSection = Document.parentOf(written).equals(Document.parentOf(key));
    return Math.min(whole, last + (sameSection ? 0 : ELSEWHERE));
  }
}
