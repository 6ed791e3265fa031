package dev.oidcproxy.application.flow.admin;

import dev.oidcproxy.application.state.State;
import dev.oidcproxy.application.state.State.BlockedClient;
import dev.oidcproxy.application.state.Stored;
import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.value.ClientId;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Clients from the configuration, registered ones, and ids that are blocked. */
public final class FindClients {

  private final Map<ClientId, Client> configured = new LinkedHashMap<>();
  private final State state;
  private final InstantSource clock;

  public FindClients(List<Client> configured, State state, InstantSource clock) {
    configured.forEach(client -> this.configured.put(client.id(), client));
    this.state = state;
    this.clock = clock;
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
    Optional<Client> client =
        Optional.ofNullable(configured.get(id))
            .or(() -> state.clients().find(id.value()).map(Stored::value).filter(this::alive));
    Optional<BlockedClient> blocked = state.blockedClients().find(id.value()).map(Stored::value);
    return client.isEmpty() && blocked.isEmpty()
        ? Stream.empty()
        : Stream.of(new KnownClient(id, client, blocked));
  }

  private Stream<KnownClient> all() {
    Map<ClientId, BlockedClient> blocked = new LinkedHashMap<>();
    try (Stream<BlockedClient> all = state.blockedClients().all()) {
      all.forEach(b -> blocked.put(b.id(), b));
    }
    Stream<Client> registered =
        state.clients().all().filter(this::alive).filter(c -> !configured.containsKey(c.id()));
    Stream<KnownClient> clients =
        Stream.concat(configured.values().stream(), registered)
            .map(client ->
                new KnownClient(
                    client.id(),
                    Optional.of(client),
                    Optional.ofNullable(blocked.get(client.id()))));
    Stream<KnownClient> idsOnly =
        blocked.keySet().stream().flatMap(this::one).filter(known -> known.client().isEmpty());
    return Stream.concat(clients, idsOnly);
  }

  private boolean alive(Client client) {
    return !client.expired(clock.instant());
  }
}
