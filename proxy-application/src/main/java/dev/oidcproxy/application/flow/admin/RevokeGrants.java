package dev.oidcproxy.application.flow.admin;

import dev.oidcproxy.application.flow.token.EndGrant;
import dev.oidcproxy.domain.grant.Grant;
import dev.oidcproxy.domain.port.ProxyEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Ends grants, on all nodes at once; the provider is told in the background. */
public final class RevokeGrants {

  private static final int MOST_NAMED = 1000;

  private final FindGrants grants;
  private final EndGrant endGrant;

  public RevokeGrants(FindGrants grants, EndGrant endGrant) {
    this.grants = grants;
    this.endGrant = endGrant;
  }

  /**
   * @param named the first thousand of them
   */
  public record Revoked(int count, List<Grant> named) {}

  /**
   * Ends what is meant. When it fails half way, what was ended stays so, and it may be asked again.
   */
  public Revoked revoke(GrantQuery query) {
    int count = 0;
    List<Grant> named = new ArrayList<>();
    try (Stream<Grant> found = grants.find(query)) {
      for (Grant grant : (Iterable<Grant>) found::iterator) {
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
