package dev.oidcproxy.domain.access;

import dev.oidcproxy.domain.value.Scope;
import java.util.Set;

/** What a token must carry to call the tools of some names. */
public record ToolRule(ToolPattern name, Set<Scope> scopes) {

  /**
   * @throws IllegalArgumentException when no scope is named, or {@code offline_access}, which is
   *     never required
   */
  public ToolRule {
    if (scopes.isEmpty() || scopes.contains(Scope.OFFLINE_ACCESS)) {
      throw new IllegalArgumentException("not what a tool can need");
    }
  }
}
