package dev.oidcproxy.application.flow.admin;

import dev.oidcproxy.application.outbound.ClientDocuments;
import dev.oidcproxy.application.state.State;
import dev.oidcproxy.application.state.State.BlockedClient;
import dev.oidcproxy.application.state.State.ClientDocument;
import dev.oidcproxy.application.state.Stored;
import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.error.OAuthException;
import dev.oidcproxy.domain.value.ClientId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Clients from the configuration, registered ones, those of documents, and blocked ids. */
public final class FindClients {

  private final Map<ClientId, Client> configured = new LinkedHashMap<>();
  private final ClientDocuments.Reader reader;
  private final State state;
  private final InstantSource clock;

  /**
   * @param reader of documents that are kept
   */
  public FindClients(
      List<Client> configured, ClientDocuments.Reader reader, State state, InstantSource clock) {
    configured.forEach(client -> this.configured.put(client.id(), client));
    this.reader = reader;
    this.state = state;
    this.clock = clock;
  }

  /** A client, and when its document was fetched. */
  private record Found(Client client, Optional<Instant> fetchedAt) {

    static Found of(Client client) {
      return new Found(client, Optional.empty());
    }

    KnownClient known(Optional<BlockedClient> blocked) {
      return new KnownClient(client.id(), Optional.of(client), blocked, fetchedAt);
    }
  }

  /**
   * The clients there are. To be closed.
   *
   * @param id absent for all of them, in no order
   */
  public Stream<KnownClient> find(Optional<ClientId> id) {
    return id.map(this::one).orElseGet(this::all);
  }

  private Stream<KnownClient> one(ClientId id) {
    Optional<Found> found =
        Optional.ofNullable(configured.get(id))
            .or(() -> state.clients().find(id.value()).map(Stored::value).filter(this::alive))
            .map(Found::of)
            .or(() ->
                state.clientDocuments().find(id.value()).map(Stored::value).flatMap(this::read));
    Optional<BlockedClient> blocked = state.blockedClients().find(id.value()).map(Stored::value);
    if (found.isPresent()) {
      return Stream.of(found.get().known(blocked));
    }
    return blocked.stream()
        .map(b -> new KnownClient(id, Optional.empty(), Optional.of(b), Optional.empty()));
  }

  private Stream<KnownClient> all() {
    Map<ClientId, BlockedClient> blocked = new LinkedHashMap<>();
    try (Stream<BlockedClient> all = state.blockedClients().all()) {
      all.forEach(b -> blocked.put(b.id(), b));
    }
    Stream<Found> registered = state.clients().all().filter(this::alive).map(Found::of);
    Stream<Found> documents =
        state.clientDocuments().all().flatMap(document -> read(document).stream());
    Stream<KnownClient> clients =
        Stream.concat(
                configured.values().stream().map(Found::of),
                Stream.concat(registered, documents)
                    .filter(found -> !configured.containsKey(found.client().id())))
            .map(found -> found.known(Optional.ofNullable(blocked.get(found.client().id()))));
    Stream<KnownClient> idsOnly =
        blocked.keySet().stream().flatMap(this::one).filter(known -> known.client().isEmpty());
    return Stream.concat(clients, idsOnly);
  }

  /** Empty when it is over, or no client by the settings of today. */
  private Optional<Found> read(ClientDocument document) {
    if (!clock.instant().isBefore(document.until())) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Found(
              reader.read(new ClientId(document.url()), document.body()),
              Optional.of(document.servedAt())));
    } catch (OAuthException e) {
      return Optional.empty();
    }
  }

  private boolean alive(Client client) {
    return !client.expired(clock.instant());
  }
}
