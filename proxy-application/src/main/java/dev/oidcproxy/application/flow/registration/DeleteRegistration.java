package dev.oidcproxy.application.flow.registration;

import dev.oidcproxy.application.flow.Surroundings;
import dev.oidcproxy.application.flow.admin.FindGrants;
import dev.oidcproxy.application.flow.admin.GrantQuery;
import dev.oidcproxy.application.flow.token.EndGrant;
import dev.oidcproxy.application.limit.AddressPrefix;
import dev.oidcproxy.application.limit.RateLimit;
import dev.oidcproxy.application.state.State;
import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.error.OAuthException;
import dev.oidcproxy.domain.grant.Grant;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.domain.value.Secret;
import java.util.stream.Stream;

/**
 * Ends a registration, and everything that was granted to the client (RFC 7592 section 2.3).
 * Finding its grants reads all there are, so this is what may be asked for least often.
 */
public final class DeleteRegistration {

  private final FindRegistration registrations;
  private final FindGrants grants;
  private final EndGrant endGrant;
  private final State state;
  private final Surroundings world;
  private final RateLimit limit;

  public DeleteRegistration(
      FindRegistration registrations, State state, EndGrant endGrant, Surroundings world) {
    this.registrations = registrations;
    this.grants = new FindGrants(state, world.clock());
    this.endGrant = endGrant;
    this.state = state;
    this.world = world;
    this.limit = RateLimit.ofDeletions(world);
  }

  /**
   * Deletes it. When it fails half way, it may be asked for again.
   *
   * @throws OAuthException {@code invalid_token}, or {@link
   *     dev.oidcproxy.domain.error.OAuthError.TooManyRequests}
   */
  public void delete(String clientId, Secret token, AddressPrefix from) {
    Client client = registrations.find(clientId, token).value();
    limit.take("", from);
    // Grants first: while one of them cannot be ended, the client must be able to ask again. What a
    // login brings in between is a grant that nobody redeems: its client is unknown then.
    try (Stream<Grant> found = grants.find(GrantQuery.of(client.id()))) {
      found.forEach(grant -> endGrant.end(grant, ProxyEvent.Reason.CLIENT_REVOKED));
    }
    state.clients().delete(clientId);
    world.events().on(new ProxyEvent.ClientDeleted(client.id()));
  }
}
