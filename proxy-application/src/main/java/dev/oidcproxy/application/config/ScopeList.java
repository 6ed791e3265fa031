package dev.oidcproxy.application.config;

import dev.oidcproxy.domain.value.Scope;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads lists of scopes, one per item or several with spaces between them. */
public final class ScopeList {

  private ScopeList() {}

  /** The scopes in their order; absent is not the same as none. */
  public static Optional<Set<Scope>> read(ConfigReader config, String key) {
    Optional<List<String>> items = config.list(key);
    try {
      return items.map(ScopeList::union);
    } catch (IllegalArgumentException e) {
      config.problem(key, "must be scopes: printable characters without quotes and backslashes");
      return Optional.empty();
    }
  }

  private static Set<Scope> union(List<String> items) {
    Set<Scope> all = new LinkedHashSet<>();
    items.forEach(item -> all.addAll(Scope.parse(item)));
    return all;
  }
}
