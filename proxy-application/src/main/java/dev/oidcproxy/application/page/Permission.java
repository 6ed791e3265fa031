package dev.oidcproxy.application.page;

import dev.oidcproxy.domain.value.Scope;

/**
 * A scope in words.
 *
 * @param token the scope itself, when {@code words} are around it
 */
record Permission(Phrase words, String token) {

  static Permission of(Scope scope, Texts texts) {
    return texts
        .of(scope)
        .map(words -> new Permission(new Phrase(words, ""), ""))
        .orElseGet(() -> new Permission(texts.around(Text.SCOPE_OTHER), scope.value()));
  }
}
