package dev.oidcproxy.application.flow.client;

import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.client.ClientAuthentication;
import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.error.OAuthException;

/** Client authentication (RFC 6749 section 2.3). Every refusal looks the same. */
public final class AuthenticateClient {

  private final ResolveClient clients;
  private final VerifyAssertion assertions;

  public AuthenticateClient(ResolveClient clients, VerifyAssertion assertions) {
    this.clients = clients;
    this.assertions = assertions;
  }

  /**
   * The client that the request proves to come from.
   *
   * @throws OAuthException {@code invalid_client}; clients forget a registration on it and register
   *     again, so it is never said when the store merely did not answer, nor when the client's keys
   *     cannot be fetched
   */
  public Client authenticate(ClientCredentials presented) {
    return clients
        .resolve(presented.clientId())
        .filter(client -> proves(client, presented))
        .orElseThrow(() ->
            new OAuthException(
                new OAuthError.InvalidClient(
                    "the client is unknown or its authentication is wrong; register again")));
  }

  private boolean proves(Client client, ClientCredentials presented) {
    return switch (client.authentication()) {
      // A public client may send the secret that some libraries insist on; it proves nothing.
      case ClientAuthentication.None none -> true;
      case ClientAuthentication.SecretHash known ->
          presented instanceof ClientCredentials.Shared shared
              && known.transports().contains(shared.transport())
              && known.hash().matches(shared.secret().reveal());
      case ClientAuthentication.PrivateKey known ->
          presented instanceof ClientCredentials.Assertion assertion
              && assertions.proves(client.id(), known, assertion.jwt());
    };
  }
}
