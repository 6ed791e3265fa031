package dev.oidcproxy.application.config;

import dev.oidcproxy.domain.port.TokenExchange.Target;
import dev.oidcproxy.domain.value.Scope;
import java.util.Optional;
import java.util.Set;

/** Reads {@code on_behalf_of} of a resource: what its backend gets a token for. */
final class OnBehalfOfReader {

  private static final String KEY = "on_behalf_of";

  private OnBehalfOfReader() {}

  static Optional<Target> read(ConfigReader resource, IdentityMode identity) {
    ConfigReader section = resource.section(KEY);
    Optional<Set<Scope>> written = ScopeList.read(section, "scopes");
    Optional<String> audience = section.text("audience");
    Set<Scope> scopes = written.orElse(Set.of());
    boolean nothing = scopes.isEmpty() && audience.isEmpty();
    if (identity != IdentityMode.ON_BEHALF_OF) {
      if (!nothing) {
        resource.problem(KEY, "has an effect with identity: on_behalf_of only");
      }
      return Optional.empty();
    }
    // Scopes that cannot be read are a problem already.
    if (nothing && (written.isPresent() || !section.has("scopes"))) {
      section.problem(
          "scopes",
          "is missing: what the API behind the backend is asked for, in the provider's names, for"
              + " example https://graph.microsoft.com/User.Read");
    } else if (scopes.contains(Scope.OFFLINE_ACCESS)) {
      section.problem("scopes", "must not name offline_access: the sign-in itself is refreshed");
    } else if (!nothing) {
      return Optional.of(new Target(scopes, audience));
    }
    return Optional.empty();
  }
}
