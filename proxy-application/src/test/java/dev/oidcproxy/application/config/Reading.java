package dev.oidcproxy.application.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** One reading of a few values. */
final class Reading {

  private final Map<String, String> values = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();

  static Reading of(String key, String value) {
    return new Reading().and(key, value);
  }

  /** What every configuration has. */
  static Reading minimal() {
    return of("base_url", "https://mcp.example.com");
  }

  Reading and(String key, String value) {
    values.put(key, value);
    return this;
  }

  ConfigReader reader() {
    return ConfigReader.root(new MapSource(values), problems, warnings);
  }

  /** What a reader makes of it, which must be without a problem. */
  <T> T read(Function<ConfigReader, T> from) {
    T settings = from.apply(reader());
    assertThat(problems).isEmpty();
    return settings;
  }

  ProxySettings settings() {
    return read(ProxySettingsReader::from);
  }

  /** What is wrong with the settings, as an operator sees it. */
  List<String> problems() {
    ProxySettingsReader.from(reader());
    return problems.stream().map(Problem::toString).toList();
  }

  List<String> warnings() {
    ProxySettingsReader.from(reader());
    return warnings.stream().map(Problem::toString).toList();
  }
}
