package dev.oidcproxy.application.flow.account;

import dev.oidcproxy.application.state.State;
import dev.oidcproxy.application.state.Stored;
import dev.oidcproxy.domain.grant.Grant;
import dev.oidcproxy.domain.value.Subject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;

/**
 * The grants of one person, by the index alone: the thousand that it holds at most are more than a
 * page can show, and nothing on a request path searches a whole store.
 */
public final class OwnGrants {

  private final State state;
  private final InstantSource clock;

  public OwnGrants(State state, InstantSource clock) {
    this.state = state;
    this.clock = clock;
  }

  /** Whether the index holds all of them. */
  boolean complete(Subject subject) {
    return state.subjects().find(subject.id()).complete();
  }

  /** Those that are alive. */
  Stream<Grant> of(Subject subject) {
    Instant now = clock.instant();
    return state.subjects().find(subject.id()).grants().stream()
        .flatMap(id -> state.grants().find(id.value()).stream())
        .map(Stored::value)
        .filter(grant -> !grant.expired(now) && now.isBefore(grant.end()))
        // The index goes by the subject's id, which another issuer may have given to another.
        .filter(grant -> grant.identity().asSubject().equals(subject));
  }
}
