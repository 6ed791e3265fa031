package dev.oidcproxy.distribution.audit;

import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.domain.port.ProxyEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down, in the log, the events that somebody may ask about later. */
public final class LoggedEvents implements ProxyEvents {

  private static final Logger LOG = LoggerFactory.getLogger("events");

  /**
   * What an operator should see in the log although another keeps the events: that something does
   * not work.
   */
  public void onlyTrouble(ProxyEvent event) {
    if (event instanceof ProxyEvent.UpstreamUnavailable) {
      on(event);
    }
  }

  @Override
  public void on(ProxyEvent event) {
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
}
