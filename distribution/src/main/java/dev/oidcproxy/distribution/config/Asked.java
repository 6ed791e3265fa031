package dev.oidcproxy.distribution.config;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What readers asked for, and so what is known. */
final class Asked {

  /** As what a path was asked for. */
  enum As {
    TEXT,
    LIST,
    SECTIONS,
    NAMES
  }

  private final Map<As, TreeSet<String>> paths = new EnumMap<>(As.class);
  private final Set<String> concealed = new TreeSet<>();

  Asked() {
    for (As as : As.values()) {
      paths.put(as, new TreeSet<>());
    }
  }

  void add(String path, As as) {
    paths.get(as).add(path);
  }

  void conceal(String path) {
    concealed.add(path);
  }

  boolean isConcealed(String path) {
    return concealed.contains(path) || concealed.contains(Document.parentOf(path));
  }

  boolean as(String path, As as) {
    return paths.get(as).contains(path);
  }

  /** Whether anything below a path was asked for: it is a section. */
  boolean isSection(String path) {
    String prefix = path + ".";
    return paths.values().stream()
        .map(asked -> asked.ceiling(prefix))
        .anyMatch(next -> next != null && next.startsWith(prefix));
  }

  /** Every path that may hold a value. */
  Set<String> values() {
    Set<String> all = new TreeSet<>(paths.get(As.TEXT));
    all.addAll(paths.get(As.LIST));
    return all;
  }

  Set<String> all(As as) {
    return paths.get(as);
  }
}
