package dev.oidcproxy.application.flow.client;

import dev.oidcproxy.application.config.ResourceServer;
import dev.oidcproxy.application.flow.client.ClientProof.Expected;
import dev.oidcproxy.application.limit.AddressPrefix;
import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.error.OAuthException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Authentication of whoever asks about tokens (RFC 7662 section 2.1): servers from the
 * configuration. No client that registered itself is among them.
 */
public final class AuthenticateResourceServer {

  private final Map<String, ResourceServer> known;
  private final ClientProof proof;

  public AuthenticateResourceServer(List<ResourceServer> known, ClientProof proof) {
    this.known = known.stream().collect(Collectors.toMap(s -> s.id().value(), Function.identity()));
    this.proof = proof;
  }

  /**
   * The server that the request proves to come from.
   *
   * @throws OAuthException {@code invalid_client}, or {@link OAuthError.TooManyRequests}
   */
  public ResourceServer authenticate(ClientCredentials presented, AddressPrefix from) {
    return proof.of(
        presented,
        from,
        id ->
            Optional.ofNullable(known.get(id))
                .map(s -> new Expected<>(s, s.id(), s.authentication())));
  }
}
