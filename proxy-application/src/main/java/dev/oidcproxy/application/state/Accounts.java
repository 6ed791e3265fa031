package dev.oidcproxy.application.state;

import dev.oidcproxy.domain.authorization.BrowserBinding;
import dev.oidcproxy.domain.authorization.LoginRequest;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.domain.value.Subject;
import java.time.Instant;

/**
 * People who look after the apps that act for them.
 *
 * @param logins under way, by transaction id
 * @param sessions by the secret in the browser's cookie
 */
public record Accounts(Records<AccountLogin> logins, Records<AccountSession> sessions) {

  /** A login that no client asked for: nobody but the person gets anything from it. */
  public record AccountLogin(BrowserBinding binding, LoginRequest login, Instant expiresAt) {}

  /**
   * Somebody who signed in.
   *
   * @param name what the person knows themselves by
   * @param csrf which every form of the session carries
   */
  public record AccountSession(Subject subject, String name, Secret csrf, Instant expiresAt) {}
}
