package dev.oidcproxy.domain.access;

import dev.oidcproxy.domain.value.Scope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which scopes others imply: a token with {@code admin} may do what {@code read} allows, without
 * carrying it. That decides whether a token is enough, and nothing else: what is asked for, granted
 * and written into tokens stays as it is.
 *
 * @param implied each scope with those it implies, also by way of others
 */
public record ScopeHierarchy(Map<Scope, Set<Scope>> implied) {

  /** Every scope stands for itself. */
  public static final ScopeHierarchy FLAT = new ScopeHierarchy(Map.of());

  /** Scopes that imply each other, which would make them one. */
  public static final class CycleException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    CycleException(List<Scope> cycle) {
      super(String.join(" -> ", cycle.stream().map(Scope::value).toList()));
    }
  }

  /**
   * The hierarchy in which each scope implies those beside it, and what these imply.
   *
   * @throws CycleException when a scope implies itself; its message is the way around
   */
  public static ScopeHierarchy of(Map<Scope, Set<Scope>> direct) {
    Map<Scope, Set<Scope>> implied = new LinkedHashMap<>();
    for (Scope scope : direct.keySet()) {
      refuseCycles(direct, new ArrayList<>(List.of(scope)));
      implied.put(scope, below(direct, scope));
    }
    return new ScopeHierarchy(implied);
  }

  public ScopeHierarchy {
    implied = Map.copyOf(implied);
  }

  /** Whether who has {@code held} has all that is {@code needed}. */
  public boolean covers(Set<Scope> held, Set<Scope> needed) {
    return held.containsAll(needed)
        || (!implied.isEmpty()
            && needed.stream().allMatch(n -> held.contains(n) || impliedByAny(held, n)));
  }

  private boolean impliedByAny(Set<Scope> held, Scope needed) {
    return held.stream().anyMatch(h -> implied.getOrDefault(h, Set.of()).contains(needed));
  }

  private static Set<Scope> below(Map<Scope, Set<Scope>> direct, Scope scope) {
    Set<Scope> found = new LinkedHashSet<>();
    Deque<Scope> open = new ArrayDeque<>(direct.get(scope));
    while (!open.isEmpty()) {
      Scope next = open.remove();
      if (found.add(next)) {
        open.addAll(direct.getOrDefault(next, Set.of()));
      }
    }
    return found;
  }

  private static void refuseCycles(Map<Scope, Set<Scope>> direct, List<Scope> way) {
    for (Scope next : direct.getOrDefault(way.getLast(), Set.of())) {
      int seen = way.indexOf(next);
      way.add(next);
      if (seen >= 0) {
        throw new CycleException(way.subList(seen, way.size()));
      }
      refuseCycles(direct, way);
      way.removeLast();
    }
  }
}
