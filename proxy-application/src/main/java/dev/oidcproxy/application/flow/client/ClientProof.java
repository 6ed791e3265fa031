package dev.oidcproxy.application.flow.client;

import dev.oidcproxy.application.limit.AddressPrefix;
import dev.oidcproxy.application.limit.RateLimit;
import dev.oidcproxy.domain.client.ClientAuthentication;
import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.error.OAuthException;
import dev.oidcproxy.domain.value.ClientId;
import java.util.Optional;
import java.util.function.Function;

/**
 * How whoever has a client id proves to be who it says. Every refusal looks the same, and whoever
 * failed too often has to wait, the right secret or not: otherwise the limit would not stop a
 * guess.
 *
 * @param failures what has failed so far
 */
public record ClientProof(VerifyAssertion assertions, RateLimit failures) {

  /** Somebody whose proof is expected. */
  public record Expected<T>(T who, ClientId id, ClientAuthentication authentication) {}

  /**
   * Whoever it is.
   *
   * @param known finds by client id
   * @throws OAuthException {@code invalid_client}, or {@link OAuthError.TooManyRequests}
   */
  <T> T of(
      ClientCredentials presented,
      AddressPrefix from,
      Function<String, Optional<Expected<T>>> known) {
    // A bare id proves nothing and cannot be guessed at; whoever lost a registration must hear so.
    boolean counts = !(presented instanceof ClientCredentials.Named);
    if (counts) {
      failures.look(presented.clientId(), from);
    }
    Optional<T> proven =
        known
            .apply(presented.clientId())
            .filter(expected -> holds(expected, presented))
            .map(Expected::who);
    if (proven.isEmpty() && counts) {
      failures.take(presented.clientId(), from);
    }
    return proven.orElseThrow(() ->
        new OAuthException(
            new OAuthError.InvalidClient(
                "the client is unknown or its authentication is wrong; register again")));
  }

  private boolean holds(Expected<?> expected, ClientCredentials presented) {
    return switch (expected.authentication()) {
      // A public client may send the secret that some libraries insist on; it proves nothing.
      case ClientAuthentication.None none -> true;
      case ClientAuthentication.SecretHash known ->
          presented instanceof ClientCredentials.Shared shared
              && known.transports().contains(shared.transport())
              && known.hash().matches(shared.secret().reveal());
      case ClientAuthentication.PrivateKey known ->
          presented instanceof ClientCredentials.Assertion assertion
              && assertions.proves(expected.id(), known, assertion.jwt());
    };
  }
}
