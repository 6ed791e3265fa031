package dev.oidcproxy.application.config;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A configuration that is written in code, for programs that compose a proxy: the keys are those of
 * the file, sections are maps, lists are lists. What is wrong is an {@link
 * IllegalArgumentException} where it is read, without the value.
 */
public final class InlineConfig implements ConfigSource {

  private final Map<String, Object> values = new LinkedHashMap<>();
  private final Set<String> asked = new HashSet<>();
  private final List<Problem> warnings = new ArrayList<>();

  private InlineConfig() {}

  /**
   * From the root.
   *
   * @param keys values are texts, numbers, truth values, maps, and lists of these
   */
  public static InlineConfig of(Map<String, ?> keys) {
    InlineConfig config = new InlineConfig();
    keys.forEach(config::put);
    return config;
  }

  /** Reads from the root. */
  public ConfigReader reader() {
    return ConfigReader.root(this, new Refused(), warnings);
  }

  /** What works but should not stay so, of all that was read so far. */
  public List<Problem> warnings() {
    return List.copyOf(warnings);
  }

  /**
   * To be called when everything was read: a key that nobody asked for is misspelt, or belongs to
   * something that is not there.
   *
   * @throws IllegalArgumentException that names them
   */
  public void requireAllRead() {
    List<String> unread = values.keySet().stream().filter(path -> !asked.contains(path)).toList();
    if (!unread.isEmpty()) {
      throw new IllegalArgumentException("keys that nobody reads: " + String.join(", ", unread));
    }
  }

  private void put(String path, Object value) {
    if (value instanceof Map<?, ?> section) {
      section.forEach((name, inner) -> put(path + "." + name, inner));
    } else if (value instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance)) {
      values.put(path, list);
      for (int i = 0; i < list.size(); i++) {
        put(path + "." + i, list.get(i));
      }
    } else {
      values.put(path, value);
    }
  }

  @Override
  public Optional<Value> text(String path) {
    asked.add(path);
    return Optional.ofNullable(values.get(path))
        .filter(value -> !(value instanceof List))
        .map(InlineConfig::value)
        .filter(value -> !value.text().isBlank());
  }

  @Override
  public Optional<List<Value>> list(String path) {
    asked.add(path);
    return Optional.ofNullable(values.get(path))
        .map(value -> value instanceof List<?> list ? list : List.of(value))
        .map(list -> list.stream().map(InlineConfig::value).toList());
  }

  @Override
  public int sections(String path) {
    asked.add(path);
    return values.get(path) instanceof List<?> list ? list.size() : 0;
  }

  @Override
  public Set<String> names(String path) {
    String below = path + ".";
    Set<String> names = new LinkedHashSet<>();
    for (String known : values.keySet()) {
      if (known.startsWith(below)) {
        names.add(known.substring(below.length()));
      }
    }
    return names;
  }

  @Override
  public boolean has(String path) {
    return values.containsKey(path) || !names(path).isEmpty();
  }

  /** There is no other place than the code that is being run. */
  @Override
  public Optional<String> origin(String path) {
    return Optional.empty();
  }

  private static Value value(Object value) {
    return new Value(String.valueOf(value), "code");
  }

  /** Refuses the first problem, so that nobody uses what was read beside it. */
  private static final class Refused extends AbstractList<Problem> {

    @Override
    public void add(int index, Problem problem) {
      throw new IllegalArgumentException(problem.toString());
    }

    @Override
    public Problem get(int index) {
      throw new IndexOutOfBoundsException(index);
    }

    @Override
    public int size() {
      return 0;
    }
  }
}
