package dev.oidcproxy.application.flow;

import dev.oidcproxy.application.config.ProtectedResource;
import dev.oidcproxy.application.config.ProxySettings;
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
 */
public record Scopes(Set<Scope> valid, Map<Resource, Set<Scope>> required) {

  private static final Set<Scope> NEVER_REQUIRED = Set.of(Scope.OFFLINE_ACCESS);

  public static Scopes of(ProxySettings settings, Set<Scope> requiredByProvider) {
    Set<Scope> common = Scope.without(requiredByProvider, NEVER_REQUIRED);
    Map<Resource, Set<Scope>> required = new LinkedHashMap<>();
    Set<Scope> valid = Scope.union(settings.validScopes().orElse(Set.of()), common);
    for (Resource resource : settings.resources()) {
      required.put(resource, common);
    }
    for (ProtectedResource resource : settings.protectedResources()) {
      Set<Scope> all =
          Scope.union(common, Scope.without(resource.requiredScopes(), NEVER_REQUIRED));
      required.put(resource.resource(), all);
      valid = Scope.union(valid, all);
    }
    return new Scopes(valid, required);
  }

  /** What a token for {@code resource} must carry. */
  public Set<Scope> required(Resource resource) {
    return required.getOrDefault(resource, Set.of());
  }
}
