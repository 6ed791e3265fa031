package dev.oidcproxy.domain.authorization;

import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.domain.value.TokenHash;

/**
 * Ties a transaction to the browser it began in: the browser keeps a random secret in a cookie, the
 * transaction only its hash. Whoever lures another person's browser into a transaction has not its
 * cookie (CVE-2026-27124 is what happens without it).
 */
public record BrowserBinding(TokenHash hash) {

  public static BrowserBinding to(Secret cookie) {
    return new BrowserBinding(cookie.hash());
  }

  public boolean holds(Secret cookie) {
    return hash.matches(cookie.reveal());
  }
}
