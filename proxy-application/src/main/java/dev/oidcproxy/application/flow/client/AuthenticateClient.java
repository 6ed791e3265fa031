package dev.oidcproxy.application.flow.client;

import dev.oidcproxy.application.flow.Surroundings;
import dev.oidcproxy.application.limit.AddressPrefix;
import dev.oidcproxy.application.limit.RateLimit;
import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.client.ClientAuthentication;
import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.error.OAuthException;
import java.util.Optional;

/**
 * Client authentication (RFC 6749 section 2.3). Every refusal looks the same, and whoever failed
 * too often has to wait, the right secret or not: otherwise the limit would not stop a guess.
 */
public final class AuthenticateClient {

  private final ResolveClient clients;
  private final VerifyAssertion assertions;
  private final RateLimit failures;

  public AuthenticateClient(ResolveClient clients, VerifyAssertion assertions, Surroundings world) {
    this.clients = clients;
    this.assertions = assertions;
    this.failures = RateLimit.ofFailedAuthentications(world);
  }

  /**
   * The client that the request proves to come from.
   *
   * @throws OAuthException {@code invalid_client}; clients forget a registration on it and register
   *     again, so it is never said when the store merely did not answer, nor when the client's keys
   *     cannot be fetched, nor to whoever failed too often: {@link OAuthError.TooManyRequests}
   */
  public Client authenticate(ClientCredentials presented, AddressPrefix from) {
    // A bare id proves nothing and cannot be guessed at; whoever lost a registration must hear so.
    boolean counts = !(presented instanceof ClientCredentials.Named);
    if (counts) {
      failures.look(presented.clientId(), from);
    }
    Optional<Client> proven =
        clients.resolve(presented.clientId()).filter(client -> proves(client, presented));
    if (proven.isEmpty() && counts) {
      failures.take(presented.clientId(), from);
    }
    return proven.orElseThrow(() ->
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
