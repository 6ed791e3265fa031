package dev.oidcproxy.distribution.management;

import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.domain.port.ProxyEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts every event, and writes down those that somebody may ask about later. */
public final class MeteredEvents implements ProxyEvents {

  private static final Logger LOG = LoggerFactory.getLogger("events");

  private final Metrics metrics;

  public MeteredEvents(Metrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public void on(ProxyEvent event) {
    metrics.happened(name(event));
    switch (event) {
      case ProxyEvent.ClientRegistered e -> LOG.info("client {} registered", e.client().value());
      case ProxyEvent.ClientUpdated e -> LOG.info("client {} updated", e.client().value());
      case ProxyEvent.ClientDeleted e -> LOG.info("client {} deleted", e.client().value());
      case ProxyEvent.ConsentDenied e ->
          LOG.info("consent denied to client {}", e.client().value());
      case ProxyEvent.LoginCompleted e ->
          LOG.info(
              "subject {} signed in for client {}, grant {}",
              e.subject(),
              e.client().value(),
              e.grant().value());
      case ProxyEvent.LoginFailed e ->
          LOG.info("login for client {} failed: {}", e.client().value(), e.reason());
      case ProxyEvent.IdentityDenied e ->
          LOG.warn(
              "subject {} was not let in for client {}: {}",
              e.subject(),
              e.client().value(),
              e.reason());
      case ProxyEvent.AccountOpened e ->
          LOG.info("subject {} signed in to the account page", e.subject());
      case ProxyEvent.GrantRevoked e ->
          LOG.info(
              "grant {} of client {} ended: {}", e.grant().value(), e.client().value(), e.reason());
      case ProxyEvent.ClientBlocked e -> LOG.info("client {} blocked", e.client().value());
      case ProxyEvent.ClientUnblocked e -> LOG.info("client {} unblocked", e.client().value());
      case ProxyEvent.Administered e -> LOG.info("administrator: {}", e.operation());
      case ProxyEvent.AdministrationRefused e -> LOG.warn("administration refused: {}", e.reason());
      case ProxyEvent.UpstreamUnavailable e ->
          LOG.warn("the provider did not answer: {}", e.operation());
      case ProxyEvent.LoginStarted e -> LOG.debug("login for client {}", e.client().value());
      case ProxyEvent.CodeRedeemed e -> LOG.debug("code of grant {}", e.grant().value());
      case ProxyEvent.TokenRefreshed e -> LOG.debug("refresh of grant {}", e.grant().value());
      case ProxyEvent.UpstreamRefreshed e -> LOG.debug("new tokens for {}", e.grant().value());
      // The request itself has a line already, with its id.
      case ProxyEvent.LimitReached e -> LOG.debug("limit reached: {}", e.limit());
      case ProxyEvent.AccessRefused e -> LOG.debug("access refused: {}", e.reason());
    }
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
