package dev.oidcproxy.application.flow.login;

import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.flow.Surroundings;
import dev.oidcproxy.application.flow.client.ResolveClient;
import dev.oidcproxy.application.flow.token.EndGrant;
import dev.oidcproxy.application.state.State;
import dev.oidcproxy.application.state.Stored;
import dev.oidcproxy.domain.authorization.Consent;
import dev.oidcproxy.domain.authorization.Transaction;
import dev.oidcproxy.domain.authorization.Transaction.Step;
import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.grant.Grant;
import dev.oidcproxy.domain.grant.Stage;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.domain.value.GrantId;
import dev.oidcproxy.domain.value.Secret;
import java.time.Instant;
import java.util.Optional;

/**
 * Consent after the login, when somebody else signed in than consent was remembered of. The grant
 * waits in the store without a code; one compare-and-set of it is the approval, so of two clicks
 * one counts and both get the same answer.
 */
public final class ConfirmLogin {

  private final ResolveClient clients;
  private final State state;
  private final EndGrant endGrant;
  private final AnswerLogin answers;
  private final Surroundings world;
  private final String issuer;

  public ConfirmLogin(
      ProxySettings settings,
      ResolveClient clients,
      State state,
      EndGrant endGrant,
      AnswerLogin answers,
      Surroundings world) {
    this.issuer = settings.issuer();
    this.clients = clients;
    this.state = state;
    this.endGrant = endGrant;
    this.answers = answers;
    this.world = world;
  }

  /** A grant that is to be confirmed, and the transaction that says so. */
  record Held(Stored<Transaction> transaction, GrantId grant) {}

  /** The transaction lives on until the person answered, and no longer than it would have. */
  AuthorizationStep hold(Transaction transaction, Grant.Authorized authorized, Grant ready) {
    Grant grant = ready.held(authorized, transaction.expiresAt());
    endGrant.endUnlessConsented(grant);
    state.subjects().add(grant);
    state.grants().put(grant.id().value(), grant, grant.end());
    Transaction confirming = transaction.with(new Step.AwaitingConfirmation(grant.id()));
    state.transactions().insert(transaction.id().value(), confirming, confirming.expiresAt());
    return new AuthorizationStep.Confirm(transaction.id());
  }

  /**
   * @param browser the id by which it remembers, if it has one
   * @param decision absent: the page is asked for
   */
  AuthorizationStep decide(Held held, Optional<Secret> browser, Optional<Consent> decision) {
    Instant now = world.clock().instant();
    Optional<Stored<Grant>> found =
        state.grants().find(held.grant().value()).filter(g -> now.isBefore(g.value().end()));
    if (found.isEmpty()) {
      return new AuthorizationStep.Expired();
    }
    Transaction transaction = held.transaction().value();
    return switch (found.get().value().stage()) {
      case Stage.Active redeemed -> new AuthorizationStep.AlreadySignedIn();
      // A decision already taken stands: the second click of a double click gets the same code.
      case Stage.AwaitingRedemption decided -> answers.again(transaction, found.get().value());
      case Stage.AwaitingConsent waiting -> {
        if (decision.isEmpty()) {
          yield ask(transaction, found.get().value());
        }
        yield decision.get() == Consent.DENIED
            ? deny(held, found.get().value())
            : approve(held, found.get(), browser);
      }
    };
  }

  private AuthorizationStep ask(Transaction transaction, Grant grant) {
    Optional<Client> client = clients.resolve(transaction.client().value());
    return client.isPresent()
        ? new AuthorizationStep.AskConsent(transaction, client.get(), Optional.of(grant.identity()))
        : new AuthorizationStep.UnknownClient();
  }

  private AuthorizationStep approve(Held held, Stored<Grant> stored, Optional<Secret> browser) {
    Grant grant = stored.value();
    Grant ready = grant.consented((Stage.AwaitingConsent) grant.stage(), world.clock().instant());
    return state.grants().replace(stored, ready, ready.end())
        ? answers.answer(held.transaction().value(), ready, browser, true)
        : decide(held, browser, Optional.of(Consent.APPROVED));
  }

  private AuthorizationStep deny(Held held, Grant grant) {
    Transaction denied = held.transaction().value().with(new Step.Denied());
    // Who loses here was denied by another click: nothing else leads on from where it was.
    if (state.transactions().replace(held.transaction(), denied, denied.expiresAt())) {
      world.events().on(new ProxyEvent.ConsentDenied(denied.client()));
      endGrant.end(grant, ProxyEvent.Reason.CONSENT_DENIED);
    }
    return new AuthorizationStep.Answer(
        denied.returnAddress(issuer).refuse(new OAuthError.AccessDenied("the request was denied")));
  }
}
