package dev.oidcproxy.application.flow.admin;

import dev.oidcproxy.application.state.State;
import dev.oidcproxy.application.state.Stored;
import dev.oidcproxy.application.state.SubjectIndex;
import dev.oidcproxy.domain.grant.Grant;
import dev.oidcproxy.domain.grant.Identity;
import dev.oidcproxy.domain.value.GrantId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds grants: by id and by subject at once, by anything else in a search of all. */
public final class FindGrants {

  private final State state;
  private final InstantSource clock;

  public FindGrants(State state, InstantSource clock) {
    this.state = state;
    this.clock = clock;
  }

  /** The grants that are meant and alive, in no order. To be closed. */
  public Stream<Grant> find(GrantQuery query) {
    if (query.id().isPresent()) {
      return byId(query.id().get()).stream()
          .filter(query::matches)
          .filter(grant -> query.user().filter(user -> !is(grant.identity(), user)).isEmpty());
    }
    return query
        .user()
        .map(user -> byUser(user, query))
        .orElseGet(() -> search().filter(query::matches));
  }

  private Stream<Grant> byUser(String user, GrantQuery query) {
    List<Grant> bySubject = bySubject(user);
    return bySubject.isEmpty()
        // A name of one person may be the subject of another; the subject is what counts.
        ? search().filter(query::matches).filter(grant -> is(grant.identity(), user))
        : bySubject.stream().filter(query::matches);
  }

  private List<Grant> bySubject(String subject) {
    SubjectIndex.Found found = state.subjects().find(subject);
    if (!found.complete()) {
      try (Stream<Grant> all = search()) {
        return all.filter(grant -> grant.identity().subject().equals(subject)).toList();
      }
    }
    return found.grants().stream().flatMap(id -> byId(id).stream()).toList();
  }

  private Optional<Grant> byId(GrantId id) {
    return state.grants().find(id.value()).map(Stored::value).filter(this::alive);
  }

  private Stream<Grant> search() {
    return state.grants().all().filter(this::alive);
  }

  private boolean alive(Grant grant) {
    Instant now = clock.instant();
    return !grant.expired(now) && now.isBefore(grant.end());
  }

  private static boolean is(Identity identity, String user) {
    return identity.subject().equals(user)
        || identity.email().filter(user::equalsIgnoreCase).isPresent()
        || identity.preferredUsername().filter(user::equalsIgnoreCase).isPresent();
  }
}
