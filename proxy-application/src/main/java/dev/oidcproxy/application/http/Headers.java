package dev.oidcproxy.application.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Header fields in any case, in the order they came. Immutable. */
public final class Headers {

  private static final Headers NONE = new Headers(caseless());

  private final Map<String, List<String>> fields;

  private Headers(Map<String, List<String>> fields) {
    this.fields = fields;
  }

  public static Headers none() {
    return NONE;
  }

  public static Headers of(Map<String, List<String>> fields) {
    Map<String, List<String>> copy = caseless();
    // Spellings of one name are one field, and none of them may hide another's values.
    fields.forEach((name, values) -> copy.merge(name, List.copyOf(values), Headers::joined));
    return new Headers(copy);
  }

  /** These and one more value; others of the same name stay. */
  public Headers with(String name, String value) {
    Map<String, List<String>> copy = caseless();
    copy.putAll(fields);
    List<String> values = new ArrayList<>(copy.getOrDefault(name, List.of()));
    values.add(value);
    copy.put(name, List.copyOf(values));
    return new Headers(copy);
  }

  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  public List<String> all(String name) {
    return fields.getOrDefault(name, List.of());
  }

  public Map<String, List<String>> asMap() {
    return Collections.unmodifiableMap(fields);
  }

  private static List<String> joined(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static Map<String, List<String>> caseless() {
    return new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  }
}
