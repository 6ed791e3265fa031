package dev.oidcproxy.application.flow.client;

import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.flow.Surroundings;
import dev.oidcproxy.application.limit.AddressPrefix;
import dev.oidcproxy.application.limit.RateLimit;
import dev.oidcproxy.application.outbound.ClientDocuments;
import dev.oidcproxy.application.state.Attempts;
import dev.oidcproxy.application.state.SealedClients;
import dev.oidcproxy.application.state.State;
import dev.oidcproxy.application.state.Stored;
import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.value.ClientId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds a client by its id: in the configuration first, then in the id itself or where it leads,
 * then among the registered ones. An id that carries its client is opened whatever kind is issued
 * now.
 */
public final class ResolveClient {

  private static final Duration RENEWAL_INTERVAL = Duration.ofDays(1);

  private final Map<ClientId, Client> configured;
  private final SealedClients sealed;
  private final State state;
  private final ClientDocuments documents;
  private final InstantSource clock;
  private final RateLimit newDocuments;
  private final Duration unusedTtl;

  public ResolveClient(
      ProxySettings settings,
      SealedClients sealed,
      State state,
      ClientDocuments documents,
      Surroundings world) {
    this.sealed = sealed;
    this.documents = documents;
    this.configured =
        settings.staticClients().stream()
            .collect(Collectors.toMap(Client::id, Function.identity()));
    this.state = state;
    this.clock = world.clock();
    this.newDocuments = RateLimit.ofNewDocuments(world);
    this.unusedTtl = settings.registration().unusedClientTtl();
  }

  /**
   * The client; empty when we do not know it, no longer, or an administrator revoked it.
   *
   * @param from who is the reason for it; {@link AddressPrefix#NONE} when that was counted before
   * @throws dev.oidcproxy.domain.error.OAuthException {@link
   *     dev.oidcproxy.domain.error.OAuthError.TooManyRequests} when its document would have to be
   *     fetched, and too many are
   */
  public Optional<Client> resolve(String clientId, AddressPrefix from) {
    if (!ClientId.wellFormed(clientId)) {
      return Optional.empty();
    }
    ClientId id = new ClientId(clientId);
    if (!configured.containsKey(id) && id.isMetadataDocument()) {
      // Asked first: nothing is fetched for a client that is not wanted.
      return isBlocked(clientId)
          ? Optional.empty()
          : documents.find(id, () -> countNewDocument(from));
    }
    return Optional.ofNullable(configured.get(id))
        .or(() -> registered(clientId))
        // Asked last: of a client that does not exist it need not be known.
        .filter(client -> !isBlocked(clientId));
  }

  /**
   * Keeps a registration that is in use: it outlives {@code grantEnd}. Written at its first use, so
   * that it is known to have been used, and then at most once a day, and so for a day more than is
   * needed.
   */
  public void renew(ClientId id, Instant grantEnd) {
    if (configured.containsKey(id)
        || id.isMetadataDocument()
        || SealedClients.isSealed(id.value())) {
      return;
    }
    Instant unused = clock.instant().plus(unusedTtl);
    Instant needed = unused.isAfter(grantEnd) ? unused : grantEnd;
    Instant until = needed.plus(RENEWAL_INTERVAL);
    Attempts attempts = new Attempts();
    boolean late = false;
    while (!late) {
      attempts.next();
      // Who was faster may have changed something else in it.
      late =
          state
              .clients()
              .find(id.value())
              .filter(
                  c -> c.value().expiresAt().isBefore(needed) || c.value().neverRenewed(unusedTtl))
              .map(c -> state.clients().replace(c, c.value().renewedUntil(until), until))
              .orElse(true);
    }
  }

  private void countNewDocument(AddressPrefix from) {
    if (!from.equals(AddressPrefix.NONE)) {
      newDocuments.take("", from);
    }
  }

  private Optional<Client> registered(String clientId) {
    return SealedClients.isSealed(clientId)
        ? sealed.open(clientId)
        : state.clients().find(clientId).map(Stored::value).filter(this::alive);
  }

  private boolean isBlocked(String clientId) {
    return state.blockedClients().find(clientId).isPresent();
  }

  private boolean alive(Client client) {
    return !client.expired(clock.instant());
  }
}
