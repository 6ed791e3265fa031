package dev.oidcproxy.application.flow;

import dev.oidcproxy.application.config.ProtectedResource;
import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.domain.access.ScopeHierarchy;
import dev.oidcproxy.domain.value.Resource;
import dev.oidcproxy.domain.value.Scope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which scopes exist and which are needed, worked out once from the provider and the configuration.
 *
 * @param valid what clients may ask for, beside {@code offline_access}
 * @param required what a token for each resource must carry
 * @param supported what a token for each resource can need, for one tool or another
 * @param hierarchy which scopes stand for others when a token is judged
 */
public record Scopes(
    Set<Scope> valid,
    Map<Resource, Set<Scope>> required,
    Map<Resource, Set<Scope>> supported,
    ScopeHierarchy hierarchy) {

  private static final Set<Scope> NEVER_REQUIRED = Set.of(Scope.OFFLINE_ACCESS);

  public static Scopes of(ProxySettings settings, Set<Scope> requiredByProvider) {
    Set<Scope> common = Scope.without(requiredByProvider, NEVER_REQUIRED);
    Map<Resource, Set<Scope>> required = new LinkedHashMap<>();
    Set<Scope> valid = Scope.union(settings.validScopes().orElse(Set.of()), common);
    Map<Resource, Set<Scope>> supported = new LinkedHashMap<>();
    for (Resource resource : settings.resources()) {
      required.put(resource, common);
      supported.put(resource, common);
    }
    for (ProtectedResource resource : settings.protectedResources()) {
      Set<Scope> all =
          Scope.union(common, Scope.without(resource.requiredScopes(), NEVER_REQUIRED));
      required.put(resource.resource(), all);
      supported.put(resource.resource(), Scope.union(all, resource.tools().scopes()));
      valid = Scope.union(valid, supported.get(resource.resource()));
    }
    return new Scopes(valid, required, supported, settings.scopeHierarchy());
  }

  /** What a token for {@code resource} must carry. */
  public Set<Scope> required(Resource resource) {
    return required.getOrDefault(resource, Set.of());
  }

  /** What a token for {@code resource} can need, for one tool or another. */
  public Set<Scope> supported(Resource resource) {
    return supported.getOrDefault(resource, Set.of());
  }

  /** What a challenge of ours may name. */
  public Set<Scope> challenged() {
    return supported.values().stream().reduce(Set.of(), Scope::union);
  }

  /** Whether who has {@code held} has all that is {@code needed}. */
  public boolean covers(Set<Scope> held, Set<Scope> needed) {
    return hierarchy.covers(held, needed);
  }
}
