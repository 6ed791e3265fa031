package dev.oidcproxy.domain.access;

import dev.oidcproxy.domain.value.Scope;
import java.util.List;
import java.util.Set;

/**
 * The rules for the tools of one resource. Every rule that matches a name counts; a tool that none
 * matches needs what its resource needs, and no more.
 */
public record ToolPolicy(List<ToolRule> rules) {

  /** No tool needs more than its resource. */
  public static final ToolPolicy NONE = new ToolPolicy(List.of());

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

  /** What any call may need. */
  public Set<Scope> scopes() {
    return rules.stream().map(ToolRule::scopes).reduce(Set.of(), Scope::union);
  }
}
