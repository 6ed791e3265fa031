package dev.oidcproxy.application.flow.account;

import dev.oidcproxy.application.flow.Surroundings;
import dev.oidcproxy.application.flow.client.ResolveClient;
import dev.oidcproxy.application.flow.login.UpstreamLogin;
import dev.oidcproxy.application.flow.token.EndGrant;
import dev.oidcproxy.application.state.State;
import dev.oidcproxy.domain.port.IdentityProvider;

/** Everything behind the account page. */
public record AccountFlows(
    StartAccount start,
    CompleteAccount complete,
    FindSession session,
    EndSession end,
    ListApps apps,
    DisconnectApp disconnect) {

  /** Other flows that these stand on. */
  public record Shared(UpstreamLogin logins, ResolveClient clients, EndGrant endGrant) {}

  public static AccountFlows of(
      State state, IdentityProvider provider, Shared shared, Surroundings world) {
    OwnGrants grants = new OwnGrants(state, world.clock());
    return new AccountFlows(
        new StartAccount(state, provider, shared.logins(), world),
        new CompleteAccount(state, provider, world),
        new FindSession(state, world.clock()),
        new EndSession(state),
        new ListApps(grants, shared.clients()),
        new DisconnectApp(grants, state, shared.endGrant(), world));
  }
}
