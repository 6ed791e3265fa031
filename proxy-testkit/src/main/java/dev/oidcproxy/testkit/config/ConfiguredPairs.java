package dev.oidcproxy.testkit.config;

import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.config.ConfigSource;
import dev.oidcproxy.application.config.Problem;
import dev.oidcproxy.testkit.FakeProvider;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A configuration from pairs of path and value, for tests of what reads one. A list is separated by
 * commas.
 */
public record ConfiguredPairs(Map<String, String> values) implements ConfigSource {

  /**
   * The section {@code name} with these pairs of key and value; what is wrong with them is added to
   * {@code problems}.
   */
  public static ConfigReader section(String name, List<Problem> problems, String... pairs) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      values.put(name + "." + pairs[i], pairs[i + 1]);
    }
    return ConfigReader.root(new ConfiguredPairs(values), problems).section(name);
  }

  /**
   * The section {@code provider} for a fake one, with these pairs, of which a later one wins. A
   * problem in it is an {@link AssertionError}.
   */
  public static ConfigReader provider(FakeProvider fake, String... pairs) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("provider.config_url", fake.configUrl());
    values.put("provider.client_id", fake.clientId());
    values.put("provider.client_secret", fake.clientSecret());
    values.put("provider.timeout_seconds", "20");
    for (int i = 0; i < pairs.length; i += 2) {
      values.put("provider." + pairs[i], pairs[i + 1]);
    }
    return ConfigReader.root(new ConfiguredPairs(values), new NoProblems()).section("provider");
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

  private static final class NoProblems extends AbstractList<Problem> {

    @Override
    public void add(int index, Problem problem) {
      throw new AssertionError(problem.toString());
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
