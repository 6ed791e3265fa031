package dev.oidcproxy.application.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Configuration values by path: {@code provider.client_id}, {@code resources.0.path}. Whoever asks
 * for a path makes it known; what nobody asked for is an unknown key.
 */
public interface ConfigSource {

  /** One value; empty when absent or blank. */
  Optional<Value> text(String path);

  /** A list of values; present and empty for an explicit {@code []}. */
  Optional<List<Value>> list(String path);

  /** How many sections a list of sections has. */
  int sections(String path);

  /** The names below a path, for maps whose keys the operator chooses. */
  Set<String> names(String path);

  /** Whether anything is configured at a path or below it. */
  boolean has(String path);

  /** Where a person would look for a path: its own place or, when it is absent, its section's. */
  default Optional<String> origin(String path) {
    return text(path).map(Value::origin);
  }

  /** A variable of the environment, whatever it is for; empty when absent or blank. */
  default Optional<String> variable(String name) {
    return Optional.empty();
  }

  /** Never to show what is at a path to anyone. */
  default void conceal(String path) {}

  /**
   * @param origin for a person: {@code oidc-proxy.yaml line 3} or {@code environment variable X}
   */
  record Value(String text, String origin) {}
}
