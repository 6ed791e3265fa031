package dev.oidcproxy.application.flow.token;

import dev.oidcproxy.domain.authorization.AuthorizationRules;
import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.error.OAuthException;
import dev.oidcproxy.domain.grant.Grant;
import java.util.List;

/** {@code resource} at the token endpoint (RFC 8707 section 2.2): the grant's own, or none. */
final class TargetCheck {

  private TargetCheck() {}

  /**
   * Passes when nothing else is asked for.
   *
   * @throws OAuthException {@code invalid_target}
   */
  static void check(AuthorizationRules rules, Grant grant, List<String> resources) {
    if (!resources.isEmpty() && !rules.resolve(resources).equals(grant.resource())) {
      throw new OAuthException(
          new OAuthError.InvalidTarget("the grant is for another resource; authorize again"));
    }
  }
}
