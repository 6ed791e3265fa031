package dev.oidcproxy.application.flow.admin;

import dev.oidcproxy.domain.grant.Grant;
import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.domain.value.GrantId;
import java.time.Instant;
import java.util.Optional;

/**
 * Which grants are meant; each part that is present narrows it.
 *
 * @param user a subject; when nobody has it, an e-mail address or user name
 * @param before when they began, exclusive
 */
public record GrantQuery(
    Optional<GrantId> id,
    Optional<String> user,
    Optional<ClientId> client,
    Optional<Instant> before) {

  public static final GrantQuery EVERY =
      new GrantQuery(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public static GrantQuery of(ClientId client) {
    return new GrantQuery(
        Optional.empty(), Optional.empty(), Optional.of(client), Optional.empty());
  }

  /** Whether every grant is meant. */
  public boolean isEvery() {
    return equals(EVERY);
  }

  /** Whether a grant is meant, apart from whose it is. */
  boolean matches(Grant grant) {
    return id.filter(i -> !i.equals(grant.id())).isEmpty()
        && client.filter(c -> !c.equals(grant.client())).isEmpty()
        && before.filter(t -> !grant.createdAt().isBefore(t)).isEmpty();
  }
}
