package dev.oidcproxy.provider.oidc;

import dev.oidcproxy.domain.authorization.LoginRequest;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.grant.UpstreamTokens;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.provider.oidc.profile.OidcProfile;
import dev.oidcproxy.provider.oidc.profile.OidcProfile.ScopeMapping;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which scopes are asked for, and which were granted.
 *
 * @param required in our names, whichever they were written in
 */
record Scopes(Set<Scope> required, ScopeMapping mapping) {

  Scopes {
    required =
        required.stream()
            .map(mapping::fromProvider)
            .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static final Scope OPENID = new Scope("openid");

  /** Scopes for the ID token and the refresh token, which many access tokens do not name. */
  private static final Set<Scope> OF_THE_LOGIN =
      Scope.parse("openid profile email address phone offline_access");

  /** What a login asks for, in our names. */
  Set<Scope> of(LoginRequest login) {
    return Scope.union(required, login.scope());
  }

  /**
   * Whether nobody signs in without an ID token. Who signs in may take {@code openid} out of what
   * their browser carries, and would be judged by less.
   */
  boolean needIdToken(OidcProfile profile) {
    return required.contains(OPENID)
        || profile.rules().idTokenNeeded()
        || profile.settings().verifyIdToken().orElse(false);
  }

  /** The provider's names for ours. */
  Set<Scope> toProvider(Set<Scope> ours) {
    return ours.stream()
        .flatMap(scope -> mapping.toProvider(scope).stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /**
   * What a login was granted, in our names.
   *
   * @param also what the access token says on top, in the provider's names
   * @param named what the access token says where the response says nothing; absent: nothing either
   */
  Set<Scope> granted(
      TokenResponse response, LoginRequest login, Set<Scope> also, Optional<Set<Scope>> named) {
    Set<Scope> proven = new LinkedHashSet<>();
    response.idToken().ifPresent(token -> proven.add(OPENID));
    response.refreshToken().ifPresent(token -> proven.add(Scope.OFFLINE_ACCESS));
    proven.addAll(fromProvider(also));
    return granted(response, of(login), proven, named);
  }

  /** What a refresh left of what was granted, in our names; the others as above. */
  Set<Scope> granted(
      TokenResponse response, UpstreamTokens before, Set<Scope> also, Optional<Set<Scope>> named) {
    Set<Scope> proven = Scope.union(fromProvider(also), Set.of(OPENID, Scope.OFFLINE_ACCESS));
    return granted(response, before.scope(), proven, named);
  }

  /**
   * What a refresh asks for, in the provider's names: never more than was granted, and always what
   * the login itself needed.
   */
  Set<Scope> toRefresh(UpstreamTokens current, Set<Scope> wanted) {
    Set<Scope> kept = Scope.union(Scope.union(wanted, required), OF_THE_LOGIN);
    return toProvider(Scope.without(current.scope(), Scope.without(current.scope(), kept)));
  }

  /** Whether an access token that names these scopes of the provider has what is required. */
  boolean sufficient(Set<Scope> named) {
    return fromProvider(named).containsAll(Scope.without(required, OF_THE_LOGIN));
  }

  /**
   * @param asked what was granted when the provider does not say (RFC 6749 section 5.1)
   * @param proven granted although some providers do not name it, if it was asked for
   */
  private Set<Scope> granted(
      TokenResponse response, Set<Scope> asked, Set<Scope> proven, Optional<Set<Scope>> named) {
    Set<Scope> granted =
        new LinkedHashSet<>(
            response
                .scope()
                .map(this::fromProvider)
                .orElseGet(() -> named.map(n -> left(asked, n)).orElse(asked)));
    asked.stream()
        .filter(scope -> proven.contains(scope) || !mapping.isNamed(scope))
        .forEach(granted::add);
    if (!granted.containsAll(Scope.without(required, Set.of(Scope.OFFLINE_ACCESS)))) {
      throw new UpstreamException.Rejected(
          "the provider did not grant every scope of provider.required_scopes");
    }
    return granted;
  }

  /** What of {@code asked} an access token has; scopes of the login it need not name. */
  private Set<Scope> left(Set<Scope> asked, Set<Scope> named) {
    Set<Scope> kept = Scope.union(fromProvider(named), OF_THE_LOGIN);
    return Scope.without(asked, Scope.without(asked, kept));
  }

  private Set<Scope> fromProvider(Set<Scope> theirs) {
    return theirs.stream()
        .map(mapping::fromProvider)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
