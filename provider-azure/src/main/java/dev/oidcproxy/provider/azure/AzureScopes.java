package dev.oidcproxy.provider.azure;

import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.provider.oidc.profile.OidcProfile.ScopeMapping;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Entra ID wants the scopes of an API by their full name, and names them without the API in its
 * tokens. Here they have their short names alone. One token is for one API, so scopes of another
 * one are not asked for along with ours.
 *
 * @param identifierUri of our API, without a slash at its end
 */
record AzureScopes(String identifierUri, String clientId) implements ScopeMapping {

  private static final Set<Scope> OF_OPENID =
      Scope.parse("openid profile email phone address offline_access");

  /** A scope that says which API it is of: by a URI, or by the id of the API. */
  private static final Pattern FULL = Pattern.compile(".*://.*|[0-9a-fA-F-]{36}/.+");

  /** The API's URI, as configured or as the consoles of Microsoft propose it. */
  static String identifierUri(ConfigReader config, AzureAuthority authority, String id) {
    return config
        .text("identifier_uri")
        .map(uri -> uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri)
        .orElseGet(() ->
            authority
                .b2cTenant()
                .map(tenant -> "https://" + tenant + ".onmicrosoft.com/" + id)
                .orElse("api://" + id));
  }

  /** Whether a scope is an API's, and not one of OpenID Connect. */
  static boolean ofAnApi(Scope scope) {
    return !OF_OPENID.contains(scope);
  }

  /** Whether a scope is of an API that is not ours. */
  boolean isForeign(Scope scope) {
    return FULL.matcher(scope.value()).matches() && prefix(scope).isEmpty();
  }

  @Override
  public Optional<Scope> toProvider(Scope ours) {
    if (isForeign(ours)) {
      return Optional.empty();
    }
    return Optional.of(
        ofAnApi(ours) ? new Scope(identifierUri + "/" + fromProvider(ours).value()) : ours);
  }

  @Override
  public Scope fromProvider(Scope theirs) {
    return prefix(theirs)
        .map(prefix -> new Scope(theirs.value().substring(prefix.length())))
        .orElse(theirs);
  }

  /** Entra ID names none of OpenID Connect beside those of an API. */
  @Override
  public boolean isNamed(Scope ours) {
    return ofAnApi(ours);
  }

  private Optional<String> prefix(Scope scope) {
    return Stream.of(identifierUri + "/", "api://" + clientId + "/", clientId + "/")
        .filter(
            prefix -> scope.value().startsWith(prefix) && scope.value().length() > prefix.length())
        .findFirst();
  }
}
