package dev.oidcproxy.application.flow.login;

import dev.oidcproxy.domain.authorization.ReturnAddress;
import dev.oidcproxy.domain.authorization.Transaction;
import dev.oidcproxy.domain.authorization.TransactionId;
import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.grant.Identity;
import dev.oidcproxy.domain.value.Secret;
import java.net.URI;
import java.util.Optional;

/** What the browser is to do next in an authorization. */
public sealed interface AuthorizationStep {

  /** The browser is new to the transaction: {@code cookie} binds it. */
  record Begun(TransactionId transaction, Secret cookie, Optional<URI> signIn)
      implements AuthorizationStep {}

  /**
   * Ask the person.
   *
   * @param signedIn who signed in already; absent: nobody did
   */
  record AskConsent(Transaction transaction, Client client, Optional<Identity> signedIn)
      implements AuthorizationStep {}

  /** Go to the page that asks whoever signed in. */
  record Confirm(TransactionId transaction) implements AuthorizationStep {}

  /** Go to the provider. */
  record SignIn(URI location) implements AuthorizationStep {}

  /**
   * Go back to the client with an answer.
   *
   * @param remembered the browser's id, when something is remembered for it
   */
  record Answer(String location, Optional<Secret> remembered) implements AuthorizationStep {

    Answer(String location) {
      this(location, Optional.empty());
    }
  }

  /**
   * An error for the client.
   *
   * @param automatic whether the browser may be sent there without a person's click: before consent
   *     only where nobody can be lured to (OAuth 2.1 section 7.12.2)
   */
  record Refuse(ReturnAddress address, OAuthError error, boolean automatic)
      implements AuthorizationStep {}

  /** The client is not known (any more), so there is nowhere to go back to. */
  record UnknownClient() implements AuthorizationStep {}

  /** A page, because no address was proven. */
  record RefuseHere(OAuthError error) implements AuthorizationStep {}

  /** The cookie that binds the browser is missing or another's. */
  record WrongBrowser() implements AuthorizationStep {}

  /** The transaction is over, or never was. */
  record Expired() implements AuthorizationStep {}

  /** The same callback came before, in this browser. */
  record AlreadySignedIn() implements AuthorizationStep {}
}
