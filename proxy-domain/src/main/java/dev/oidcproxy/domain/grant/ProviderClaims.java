package dev.oidcproxy.domain.grant;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a provider said of a person, for rules that look beyond {@link Identity}. It is judged
 * and forgotten; only what a {@link dev.oidcproxy.domain.claim.ClaimMapping} takes of it is kept.
 *
 * @param members by the names of the claims, as JSON has them
 * @param groups the name of the claim that lists groups
 */
public record ProviderClaims(Map<String, Object> members, String groups) {

  /** Nothing beyond the identity itself. */
  public static final ProviderClaims NONE = new ProviderClaims(Map.of(), "groups");

  public boolean has(String name) {
    return members.get(name) != null;
  }

  /**
   * A claim's texts: one, or a list of them; a number or a truth value as it is written. Empty when
   * it is anything else.
   */
  public Optional<List<String>> texts(String name) {
    Object value = members.get(name);
    if (isPlain(value)) {
      return Optional.of(List.of(value.toString()));
    }
    return value instanceof List<?> list && list.stream().allMatch(ProviderClaims::isPlain)
        ? Optional.of(list.stream().map(Object::toString).toList())
        : Optional.empty();
  }

  /** Whether groups were sent in a way that says nothing: not a list of texts, or too many. */
  public boolean hasUnusableGroups() {
    Object value = members.get(groups);
    boolean listed =
        value instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
    return hasTooManyGroups() || (value != null && !listed);
  }

  /**
   * Whether the groups are somewhere else, because there are more than fit into a token (OpenID
   * Connect Core section 5.6.2; Entra ID calls it overage).
   */
  public boolean hasTooManyGroups() {
    boolean elsewhere =
        members.get("_claim_names") instanceof Map<?, ?> names && names.containsKey(groups);
    return elsewhere || "true".equals(String.valueOf(members.get("hasgroups")));
  }

  private static boolean isPlain(Object value) {
    return value instanceof String || value instanceof Number || value instanceof Boolean;
  }
}
