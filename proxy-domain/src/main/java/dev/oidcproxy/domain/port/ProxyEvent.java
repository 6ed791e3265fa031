package dev.oidcproxy.domain.port;

import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.domain.value.GrantId;

/**
 * Something an operator may want to count or keep. Carries identifiers, never a token, a secret or
 * what a stranger wrote.
 */
public sealed interface ProxyEvent {

  record ClientRegistered(ClientId client) implements ProxyEvent {}

  /** A client changed its own registration. */
  record ClientUpdated(ClientId client) implements ProxyEvent {}

  /** A client ended its own registration, and its grants with it. */
  record ClientDeleted(ClientId client) implements ProxyEvent {}

  record ConsentDenied(ClientId client) implements ProxyEvent {}

  record LoginStarted(ClientId client) implements ProxyEvent {}

  record LoginCompleted(ClientId client, GrantId grant, String subject) implements ProxyEvent {}

  record LoginFailed(ClientId client, String reason) implements ProxyEvent {}

  /**
   * Somebody signed in whom the operator does not let in.
   *
   * @param unusable whether the provider sends something else than the rule asks for
   */
  record IdentityDenied(ClientId client, String subject, String reason, boolean unusable)
      implements ProxyEvent {}

  record CodeRedeemed(ClientId client, GrantId grant) implements ProxyEvent {}

  record TokenRefreshed(ClientId client, GrantId grant, int generation) implements ProxyEvent {}

  record UpstreamRefreshed(GrantId grant) implements ProxyEvent {}

  record UpstreamUnavailable(String operation) implements ProxyEvent {}

  /** Somebody signed in to look after their apps. */
  record AccountOpened(String subject) implements ProxyEvent {}

  /** A grant ended before its time. */
  record GrantRevoked(ClientId client, GrantId grant, Reason reason) implements ProxyEvent {}

  record AccessRefused(String reason) implements ProxyEvent {}

  /**
   * Somebody asked more often than is allowed, and was sent away.
   *
   * @param limit one of ours, such as {@code registration}
   */
  record LimitReached(String limit) implements ProxyEvent {}

  /** An administrator revoked a client: it is unknown from now on. */
  record ClientBlocked(ClientId client) implements ProxyEvent {}

  /** An administrator took a revocation back. */
  record ClientUnblocked(ClientId client) implements ProxyEvent {}

  /**
   * An administrator asked for something, and it is being done.
   *
   * @param operation one of ours, such as {@code GET /admin/clients}
   */
  record Administered(String operation) implements ProxyEvent {}

  /** Somebody asked for what only an administrator may. */
  record AdministrationRefused(String reason) implements ProxyEvent {}

  /** Why a grant ended. */
  enum Reason {
    CLIENT_REVOKED,
    CODE_REPLAYED,
    REFRESH_TOKEN_REPLAYED,
    PROVIDER_ENDED,
    IDENTITY_DENIED,
    ADMINISTRATOR,
    CONSENT_DENIED,
    PERSON
  }
}
