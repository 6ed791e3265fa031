package dev.oidcproxy.application.flow.account;

import dev.oidcproxy.domain.authorization.TransactionId;
import dev.oidcproxy.domain.value.Secret;
import java.net.URI;

/** What the browser is to do next on the way to the account page. */
public sealed interface AccountStep {

  /** Go to the provider; {@code cookie} binds the browser. */
  record SignIn(TransactionId login, Secret cookie, URI location) implements AccountStep {}

  /** Go to the page; {@code session} opens it. */
  record SignedIn(Secret session) implements AccountStep {}

  /**
   * The provider let nobody in.
   *
   * @param reason for the log
   */
  record Refused(String reason) implements AccountStep {}

  /** The cookie that binds the browser is missing or another's. */
  record WrongBrowser() implements AccountStep {}

  /** The login is over, or the answer is not to it. */
  record Expired() implements AccountStep {}
}
