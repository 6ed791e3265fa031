package dev.oidcproxy.application;

import dev.oidcproxy.application.endpoint.registration.ClientConfigurationEndpoint;
import dev.oidcproxy.application.flow.Surroundings;
import dev.oidcproxy.application.flow.registration.DeleteRegistration;
import dev.oidcproxy.application.flow.registration.FindRegistration;
import dev.oidcproxy.application.flow.registration.UpdateRegistration;
import dev.oidcproxy.application.flow.token.EndGrant;
import dev.oidcproxy.application.state.State;

/** What a client may do with its own registration. */
final class RegistrationFlows {

  private RegistrationFlows() {}

  static ClientConfigurationEndpoint.Flows of(Parts parts, EndGrant endGrant) {
    State state = parts.state();
    Surroundings world = parts.world();
    FindRegistration find = new FindRegistration(state, world.clock());
    return new ClientConfigurationEndpoint.Flows(
        find,
        new UpdateRegistration(parts.settings(), parts.scopes(), find, state, world.events()),
        new DeleteRegistration(find, state, endGrant, world));
  }
}
