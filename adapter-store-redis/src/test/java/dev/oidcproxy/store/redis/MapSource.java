package dev.oidcproxy.store.redis;

import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.config.ConfigSource;
import dev.oidcproxy.application.config.Problem;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Configuration from pairs of path and value; a list is separated by commas. */
record MapSource(Map<String, String> values) implements ConfigSource {

  /** The section {@code client_storage} of these pairs. */
  static ConfigReader storage(List<Problem> problems, String... pairs) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      values.put("client_storage." + pairs[i], pairs[i + 1]);
    }
    return ConfigReader.root(new MapSource(values), problems).section("client_storage");
  }

  @Override
  public Optional<Value> text(String path) {
    return Optional.ofNullable(values.get(path))
        .filter(text -> !text.isEmpty())
        .map(text -> new Value(text, "test"));
  }

  @Override
  public Optional<List<Value>> list(String path) {
    return Optional.ofNullable(values.get(path))
        .map(text ->
            Arrays.stream(text.split(","))
                .filter(item -> !item.isEmpty())
                .map(item -> new Value(item, "test"))
                .toList());
  }

  @Override
  public int sections(String path) {
    return 0;
  }

  @Override
  public Set<String> names(String path) {
    Set<String> names = new LinkedHashSet<>();
    for (String name : values.keySet()) {
      if (name.startsWith(path + ".")) {
        names.add(name.substring(path.length() + 1));
      }
    }
    return names;
  }

  @Override
  public boolean has(String path) {
    return values.containsKey(path) || !names(path).isEmpty();
  }
}
