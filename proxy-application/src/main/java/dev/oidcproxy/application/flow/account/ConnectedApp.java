package dev.oidcproxy.application.flow.account;

import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.domain.value.Resource;
import dev.oidcproxy.domain.value.Scope;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A client with all that it holds of one person.
 *
 * @param client absent when it is not known any more
 * @param since the oldest grant that is alive
 * @param lastUsed to the hour
 */
public record ConnectedApp(
    ClientId id,
    Optional<Client> client,
    Set<Resource> resources,
    Set<Scope> scope,
    Instant since,
    Instant lastUsed) {}
