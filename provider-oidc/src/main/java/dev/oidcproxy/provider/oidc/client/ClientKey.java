package dev.oidcproxy.provider.oidc.client;

import dev.oidcproxy.application.jwt.AssertionHeader;
import dev.oidcproxy.application.jwt.AssertionKey;

/** The private key that signs our assertions. */
public sealed interface ClientKey {

  /** One that was configured. */
  record Given(AssertionKey key) implements ClientKey {}

  /**
   * One that the system keyring keeps, and that is asked for when it is needed.
   *
   * @param entry its name there
   */
  record InKeyring(String entry, AssertionHeader header) implements ClientKey {}
}
