package dev.oidcproxy.application.config;

import dev.oidcproxy.domain.access.ScopeHierarchy;
import dev.oidcproxy.domain.value.Scope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Reads {@code scope_hierarchy}: which scopes imply others. */
final class ScopeHierarchyReader {

  private static final String KEY = "scope_hierarchy";

  private ScopeHierarchyReader() {}

  static ScopeHierarchy read(ConfigReader config) {
    Map<Scope, Set<Scope>> direct = new LinkedHashMap<>();
    for (String name : config.lists(KEY).keySet()) {
      if (!Scope.wellFormed(name)) {
        config.problem(
            KEY, "must name scopes: printable characters without quotes and backslashes");
      } else {
        ScopeList.read(config.section(KEY), name)
            .ifPresent(implied -> direct.put(new Scope(name), implied));
      }
    }
    try {
      return ScopeHierarchy.of(direct);
    } catch (ScopeHierarchy.CycleException e) {
      config.problem(KEY, "goes in a circle, so that these would be one scope: " + e.getMessage());
      return ScopeHierarchy.FLAT;
    }
  }
}
