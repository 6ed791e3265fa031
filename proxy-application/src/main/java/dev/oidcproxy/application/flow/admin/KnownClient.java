package dev.oidcproxy.application.flow.admin;

import dev.oidcproxy.application.state.State.BlockedClient;
import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.value.ClientId;
import java.time.Instant;
import java.util.Optional;

/**
 * A client as an administrator sees it.
 *
 * @param client absent for an id that is blocked and otherwise unknown
 * @param blocked present when it was revoked
 * @param fetchedAt when the host last stood by the document that is kept of it
 */
public record KnownClient(
    ClientId id,
    Optional<Client> client,
    Optional<BlockedClient> blocked,
    Optional<Instant> fetchedAt) {}
