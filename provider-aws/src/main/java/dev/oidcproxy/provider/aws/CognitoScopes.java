package dev.oidcproxy.provider.aws;

import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.provider.oidc.profile.OidcProfile.ScopeMapping;
import java.util.Optional;

/** Cognito always issues refresh tokens, and refuses the scope that asks for one. */
final class CognitoScopes implements ScopeMapping {

  @Override
  public Optional<Scope> toProvider(Scope ours) {
    return Optional.of(ours).filter(scope -> !scope.equals(Scope.OFFLINE_ACCESS));
  }
}
