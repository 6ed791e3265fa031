package dev.oidcproxy.application.gateway;

import dev.oidcproxy.application.crypto.MessageMac;
import dev.oidcproxy.domain.token.AccessToken;
import java.util.Optional;

/**
 * MCP session ids that only their owner can use: {@code <backend's id>.<MAC>}. Any node can check
 * one, and none has to remember it.
 */
public final class SessionIds {

  private final MessageMac mac;

  public SessionIds(MessageMac mac) {
    this.mac = mac;
  }

  /** Whose a session is: a person, by one client, at one resource. */
  record Owner(String subject, String client, String resource) {

    static Owner of(AccessToken token) {
      return new Owner(token.subject(), token.client().value(), token.audience().identifier());
    }
  }

  String seal(String backendId, Owner owner) {
    return backendId + "." + mac.of(parts(backendId, owner));
  }

  /** The backend's id; empty when the session is another's or none of ours. */
  Optional<String> unseal(String sealed, Owner owner) {
    int dot = sealed.lastIndexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    String backendId = sealed.substring(0, dot);
    return mac.verify(sealed.substring(dot + 1), parts(backendId, owner))
        ? Optional.of(backendId)
        : Optional.empty();
  }

  private static String[] parts(String backendId, Owner owner) {
    return new String[] {"session", backendId, owner.subject(), owner.client(), owner.resource()};
  }
}
