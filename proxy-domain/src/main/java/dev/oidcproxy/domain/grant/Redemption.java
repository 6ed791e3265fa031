package dev.oidcproxy.domain.grant;

/** What presenting a genuine authorization code comes to. */
public sealed interface Redemption {

  /**
   * First time: {@code next} is to replace the grant, and only who replaces it may issue tokens.
   */
  record Redeemed(Grant next) implements Redemption {}

  /** The code was used before: the grant is to be deleted (RFC 6749 section 4.1.2). */
  record Replayed() implements Redemption {}
}
