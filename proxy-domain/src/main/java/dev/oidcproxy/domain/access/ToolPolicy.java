package dev.oidcproxy.domain.access;

import dev.oidcproxy.domain.value.Scope;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The rules for the tools of one resource. Every rule that matches a name counts; a tool that none
 * matches needs what its resource needs, and no more.
 *
 * @param filtersLists whether lists name only the tools that whoever asks may call
 */
public record ToolPolicy(List<ToolRule> rules, boolean filtersLists) {

  /** No tool needs more than its resource. */
  public static final ToolPolicy NONE = new ToolPolicy(List.of());

  /** Rules that say nothing of lists: these name every tool. */
  public ToolPolicy(List<ToolRule> rules) {
    this(rules, false);
  }

  public ToolPolicy {
    rules = List.copyOf(rules);
  }

  public boolean isEmpty() {
    return rules.isEmpty();
  }

  /** What a call of this tool needs, beyond what its resource needs. */
  public Set<Scope> scopes(String tool) {
    Set<Scope> all = Set.of();
    for (ToolRule rule : rules) {
      if (rule.name().matches(tool)) {
        all = Scope.union(all, rule.scopes());
      }
    }
    return all;
  }

  /**
   * Whether all that a call of this tool needs, beyond what its resource needs, is covered: as with
   * {@link #scopes(String)}, without a set made for each call.
   *
   * @param covered whether what one rule asks for is there
   */
  public boolean allows(String tool, Predicate<Set<Scope>> covered) {
    for (ToolRule rule : rules) {
      if (rule.name().matches(tool) && !covered.test(rule.scopes())) {
        return false;
      }
    }
    return true;
  }

  /** What any call may need. */
  public Set<Scope> scopes() {
    return rules.stream().map(ToolRule::scopes).reduce(Set.of(), Scope::union);
  }
}
