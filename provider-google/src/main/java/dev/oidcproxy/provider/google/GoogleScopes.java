package dev.oidcproxy.provider.google;

import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.provider.oidc.profile.OidcProfile.ScopeMapping;
import java.util.Map;
import java.util.Optional;

/**
 * Google answers with the long names of {@code email} and {@code profile} whichever were asked for,
 * and refuses {@code offline_access}: it has a parameter for that.
 */
final class GoogleScopes implements ScopeMapping {

  private static final String PREFIX = "https://www.googleapis.com/auth/userinfo.";
  private static final Map<Scope, Scope> LONG_NAMES =
      Map.of(
          new Scope("email"), new Scope(PREFIX + "email"),
          new Scope("profile"), new Scope(PREFIX + "profile"));
  private static final Map<Scope, Scope> SHORT_NAMES =
      Map.of(
          new Scope(PREFIX + "email"), new Scope("email"),
          new Scope(PREFIX + "profile"), new Scope("profile"));

  @Override
  public Optional<Scope> toProvider(Scope ours) {
    return ours.equals(Scope.OFFLINE_ACCESS)
        ? Optional.empty()
        : Optional.of(LONG_NAMES.getOrDefault(ours, ours));
  }

  @Override
  public Scope fromProvider(Scope theirs) {
    return SHORT_NAMES.getOrDefault(theirs, theirs);
  }
}
