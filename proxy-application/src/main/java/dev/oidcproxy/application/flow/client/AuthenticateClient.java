package dev.oidcproxy.application.flow.client;

import dev.oidcproxy.application.flow.client.ClientProof.Expected;
import dev.oidcproxy.application.limit.AddressPrefix;
import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.error.OAuthException;

/** Client authentication (RFC 6749 section 2.3). */
public final class AuthenticateClient {

  private final ResolveClient clients;
  private final ClientProof proof;

  public AuthenticateClient(ResolveClient clients, ClientProof proof) {
    this.clients = clients;
    this.proof = proof;
  }

  /**
   * The client that the request proves to come from.
   *
   * @throws OAuthException {@code invalid_client}; clients forget a registration on it and register
   *     again, so it is never said when the store merely did not answer, nor when the client's keys
   *     cannot be fetched, nor to whoever failed too often: {@link OAuthError.TooManyRequests}
   */
  public Client authenticate(ClientCredentials presented, AddressPrefix from) {
    return proof.of(
        presented,
        from,
        id -> clients.resolve(id).map(c -> new Expected<>(c, c.id(), c.authentication())));
  }
}
