package dev.oidcproxy.distribution.management;

import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.domain.port.ProxyEvents;

/** Counts every event, and passes it on. */
public final class MeteredEvents implements ProxyEvents {

  private final Metrics metrics;
  private final ProxyEvents next;

  public MeteredEvents(Metrics metrics, ProxyEvents next) {
    this.metrics = metrics;
    this.next = next;
  }

  @Override
  public void on(ProxyEvent event) {
    metrics.happened(name(event));
    next.on(event);
  }

  /** {@code login_completed} for {@code LoginCompleted}. */
  private static String name(ProxyEvent event) {
    return switch (event) {
      case ProxyEvent.ClientRegistered e -> "client_registered";
      case ProxyEvent.ClientUpdated e -> "client_updated";
      case ProxyEvent.ClientDeleted e -> "client_deleted";
      case ProxyEvent.ConsentDenied e -> "consent_denied";
      case ProxyEvent.LoginStarted e -> "login_started";
      case ProxyEvent.LoginCompleted e -> "login_completed";
      case ProxyEvent.LoginFailed e -> "login_failed";
      case ProxyEvent.CodeRedeemed e -> "code_redeemed";
      case ProxyEvent.TokenRefreshed e -> "token_refreshed";
      case ProxyEvent.UpstreamRefreshed e -> "upstream_refreshed";
      case ProxyEvent.UpstreamUnavailable e -> "upstream_unavailable";
      case ProxyEvent.IdentityDenied e ->
          e.unusable() ? "identity_claims_unusable" : "identity_denied";
      case ProxyEvent.AccountOpened e -> "account_opened";
      case ProxyEvent.GrantRevoked e -> "grant_revoked";
      case ProxyEvent.ClientBlocked e -> "client_blocked";
      case ProxyEvent.ClientUnblocked e -> "client_unblocked";
      case ProxyEvent.Administered e -> "administered";
      case ProxyEvent.AdministrationRefused e -> "administration_refused";
      case ProxyEvent.LimitReached e -> "limit_reached";
      case ProxyEvent.AccessRefused e -> "access_refused";
    };
  }
}
