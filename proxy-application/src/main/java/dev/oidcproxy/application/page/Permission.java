package dev.oidcproxy.application.page;

import dev.oidcproxy.domain.value.Scope;
import java.util.Optional;

/**
 * A scope in words.
 *
 * @param token the scope itself when there are no better words
 */
record Permission(String words, Optional<String> token) {

  static Permission of(Scope scope) {
    return switch (scope.value()) {
      case "openid" -> new Permission(Texts.SCOPE_OPENID, Optional.empty());
      case "profile" -> new Permission(Texts.SCOPE_PROFILE, Optional.empty());
      case "email" -> new Permission(Texts.SCOPE_EMAIL, Optional.empty());
      case "offline_access" -> new Permission(Texts.SCOPE_OFFLINE_ACCESS, Optional.empty());
      default -> new Permission(Texts.SCOPE_OTHER, Optional.of(scope.value()));
    };
  }
}
