package dev.oidcproxy.application.flow.admin;

import dev.oidcproxy.application.flow.token.EndGrant;
import dev.oidcproxy.application.state.RememberedConsents;
import dev.oidcproxy.application.state.State;
import dev.oidcproxy.domain.grant.Grant;
import dev.oidcproxy.domain.port.ProxyEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Ends grants, on all nodes at once; the provider is told in the background. Consent that was
 * remembered for them is forgotten first, so that the next login is asked.
 */
public final class RevokeGrants {

  private static final int MOST_NAMED = 1000;

  private final FindGrants grants;
  private final EndGrant endGrant;
  private final RememberedConsents consents;
  private final InstantSource clock;

  public RevokeGrants(FindGrants grants, EndGrant endGrant, State state, InstantSource clock) {
    this.grants = grants;
    this.endGrant = endGrant;
    this.consents = state.rememberedConsents();
    this.clock = clock;
  }

  /**
   * @param named the first thousand of them
   */
  public record Revoked(int count, List<Grant> named) {}

  /**
   * Ends what is meant. When it fails half way, what was ended stays so, and it may be asked again.
   */
  public Revoked revoke(GrantQuery query) {
    Instant before = query.before().orElseGet(clock::instant);
    // A grant by its id says less than its consent: only that of its person and client is meant.
    if (query.id().isEmpty()) {
      consents.forget(query.client(), query.user(), before);
    }
    boolean ofPersons = query.id().isPresent() || query.user().isPresent();
    int count = 0;
    List<Grant> named = new ArrayList<>();
    try (Stream<Grant> found = grants.find(query)) {
      for (Grant grant : (Iterable<Grant>) found::iterator) {
        if (ofPersons) {
          // The user may have been named by an e-mail address.
          consents.forget(
              Optional.of(grant.client()), Optional.of(grant.identity().subject()), before);
        }
        if (endGrant.end(grant, ProxyEvent.Reason.ADMINISTRATOR)) {
          count++;
          if (named.size() < MOST_NAMED) {
            named.add(grant);
          }
        }
      }
    }
    return new Revoked(count, List.copyOf(named));
  }
}
