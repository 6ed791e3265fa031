package dev.oidcproxy.application.flow.admin;

import dev.oidcproxy.application.state.Resealed;
import dev.oidcproxy.application.state.State;
import dev.oidcproxy.domain.grant.Grant;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Seals everything with the first key and indexes every grant under it, so that the other keys can
 * be dropped. Safe while the system runs, and to be run again when it was interrupted.
 */
public final class ResealRecords {

  private final State state;

  public ResealRecords(State state) {
    this.state = state;
  }

  /** What came of each collection. */
  public Map<String, Resealed> reseal() {
    try (Stream<Grant> grants = state.grants().all()) {
      grants.forEach(state.subjects()::ensure);
    }
    return state.reseal();
  }
}
