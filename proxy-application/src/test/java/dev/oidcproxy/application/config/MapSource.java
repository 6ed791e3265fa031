package dev.oidcproxy.application.config;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Values by path, lists separated by commas, {@code []} for an empty one. */
final class MapSource implements ConfigSource {

  private final TreeMap<String, String> values = new TreeMap<>();

  MapSource(Map<String, String> values) {
    this.values.putAll(values);
  }

  @Override
  public Optional<Value> text(String path) {
    return Optional.ofNullable(values.get(path))
        .filter(t -> !t.isBlank())
        .map(t -> new Value(t, "here"));
  }

  @Override
  public Optional<List<Value>> list(String path) {
    return text(path)
        .map(value ->
            value.text().equals("[]")
                ? List.of()
                : Arrays.stream(value.text().split(",")).map(t -> new Value(t, "here")).toList());
  }

  @Override
  public int sections(String path) {
    return (int)
        names(path).stream().map(name -> name.substring(0, name.indexOf('.'))).distinct().count();
  }

  @Override
  public Set<String> names(String path) {
    Set<String> names = new LinkedHashSet<>();
    for (String key : values.tailMap(path + ".").keySet()) {
      if (key.startsWith(path + ".")) {
        names.add(key.substring(path.length() + 1));
      }
    }
    return names;
  }

  @Override
  public boolean has(String path) {
    return values.containsKey(path) || !names(path).isEmpty();
  }
}
