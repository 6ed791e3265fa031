package dev.oidcproxy.application.flow.admin;

import dev.oidcproxy.application.flow.Surroundings;
import dev.oidcproxy.application.flow.token.EndGrant;
import dev.oidcproxy.application.outbound.ClientDocuments;
import dev.oidcproxy.application.state.State;
import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.port.ProxyEvents;
import java.util.List;

/** Everything an administrator can do, and who hears of it. */
public record Administration(
    FindClients findClients,
    RevokeClient revokeClient,
    UnblockClient unblockClient,
    FindGrants findGrants,
    RevokeGrants revokeGrants,
    ResealRecords resealRecords,
    ProxyEvents events) {

  /**
   * @param configured clients from the configuration
   * @param reader of documents that are kept
   */
  public static Administration of(
      List<Client> configured,
      ClientDocuments.Reader reader,
      State state,
      EndGrant endGrant,
      Surroundings world) {
    FindGrants findGrants = new FindGrants(state, world.clock());
    RevokeGrants revokeGrants = new RevokeGrants(findGrants, endGrant, state, world.clock());
    return new Administration(
        new FindClients(configured, reader, state, world.clock()),
        new RevokeClient(state, revokeGrants, world),
        new UnblockClient(state, world.events()),
        findGrants,
        revokeGrants,
        new ResealRecords(state),
        world.events());
  }
}
