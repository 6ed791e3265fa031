package dev.oidcproxy.application.flow.client;

import dev.oidcproxy.domain.client.ClientAuthentication.Transport;
import dev.oidcproxy.domain.value.Secret;

/** How a request says which client it comes from. */
public sealed interface ClientCredentials {

  String clientId();

  /** Only the id: a public client. */
  record Named(String clientId) implements ClientCredentials {}

  record Shared(String clientId, Secret secret, Transport transport) implements ClientCredentials {}

  /** A JWT that the client signed (RFC 7523 section 2.2). */
  record Assertion(String clientId, Secret jwt) implements ClientCredentials {}
}
