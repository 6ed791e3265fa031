package dev.oidcproxy.provider.azure;

import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.provider.oidc.OidcProfile.ScopeMapping;
import java.util.Optional;
import java.util.Set;

/**
 * Entra ID wants the scopes of an API by their full name, and names them without the API in its
 * tokens. What has an API in its name already is left as it is.
 */
record AzureScopes(String identifierUri) implements ScopeMapping {

  private static final Set<Scope> OF_OPENID =
      Scope.parse("openid profile email phone address offline_access");

  /** Whether a scope is an API's, and not one of OpenID Connect. */
  static boolean ofAnApi(Scope scope) {
    return !OF_OPENID.contains(scope);
  }

  @Override
  public Optional<Scope> toProvider(Scope ours) {
    boolean full = ours.value().contains("://");
    return Optional.of(
        ofAnApi(ours) && !full ? new Scope(identifierUri + "/" + ours.value()) : ours);
  }

  @Override
  public Scope fromProvider(Scope theirs) {
    String prefix = identifierUri + "/";
    String name = theirs.value();
    return name.startsWith(prefix) && name.length() > prefix.length()
        ? new Scope(name.substring(prefix.length()))
        : theirs;
  }
}
