package dev.oidcproxy.application.flow.client;

import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.client.ClientAuthentication;
import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.error.OAuthException;

/** Client authentication (RFC 6749 section 2.3). Every refusal looks the same. */
public final class AuthenticateClient {

  private final ResolveClient clients;

  public AuthenticateClient(ResolveClient clients) {
    this.clients = clients;
  }

  /**
   * The client that the request proves to come from.
   *
   * @throws OAuthException {@code invalid_client}; clients forget a registration on it and register
   *     again, so it is never said when the store merely did not answer
   */
  public Client authenticate(ClientCredentials presented) {
    return clients
        .resolve(presented.clientId())
        .filter(client -> proves(client.authentication(), presented))
        .orElseThrow(() ->
            new OAuthException(
                new OAuthError.InvalidClient(
                    "the client is unknown or its authentication is wrong; register again")));
  }

  private static boolean proves(ClientAuthentication expected, ClientCredentials presented) {
    return switch (expected) {
      // A public client may send the secret that some libraries insist on; it proves nothing.
      case ClientAuthentication.None none -> true;
      case ClientAuthentication.SecretHash known ->
          presented instanceof ClientCredentials.Shared shared
              && known.transports().contains(shared.transport())
              && known.hash().matches(shared.secret().reveal());
    };
  }
}
