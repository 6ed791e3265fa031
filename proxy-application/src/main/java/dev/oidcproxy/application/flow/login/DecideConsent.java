package dev.oidcproxy.application.flow.login;

import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.flow.Surroundings;
import dev.oidcproxy.application.flow.client.ResolveClient;
import dev.oidcproxy.application.limit.AddressPrefix;
import dev.oidcproxy.application.state.State;
import dev.oidcproxy.application.state.Stored;
import dev.oidcproxy.domain.authorization.Approval;
import dev.oidcproxy.domain.authorization.Consent;
import dev.oidcproxy.domain.authorization.Transaction;
import dev.oidcproxy.domain.authorization.Transaction.Step;
import dev.oidcproxy.domain.authorization.TransactionId;
import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.error.OAuthException;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.domain.value.Secret;
import java.util.Optional;

/**
 * Consent, asked and answered (MCP security best practices, confused deputy): no client gets
 * anything, and nothing goes to the provider, before a person approved it in the browser in which
 * it began.
 */
public final class DecideConsent {

  private final ResolveClient clients;
  private final State state;
  private final UpstreamLogin logins;
  private final ConfirmLogin confirmations;
  private final Surroundings world;
  private final String issuer;

  public DecideConsent(
      ProxySettings settings,
      ResolveClient clients,
      State state,
      UpstreamLogin logins,
      ConfirmLogin confirmations,
      Surroundings world) {
    this.issuer = settings.issuer();
    this.clients = clients;
    this.state = state;
    this.logins = logins;
    this.confirmations = confirmations;
    this.world = world;
  }

  /**
   * @param cookie the browser's binding cookie for this transaction
   * @param browser the id by which it remembers, if it has one
   * @param decision absent: the page is asked for
   */
  public AuthorizationStep decide(
      TransactionId id,
      Optional<Secret> cookie,
      Optional<Secret> browser,
      Optional<Consent> decision) {
    Optional<Stored<Transaction>> found =
        state
            .transactions()
            .find(id.value())
            .filter(t -> !t.value().expired(world.clock().instant()));
    if (found.isEmpty()) {
      return new AuthorizationStep.Expired();
    }
    Transaction transaction = found.get().value();
    if (cookie.filter(transaction.binding()::holds).isEmpty()) {
      return new AuthorizationStep.WrongBrowser();
    }
    // A decision already taken stands: the second click of a double click gets the same answer.
    return switch (transaction.step()) {
      case Step.AwaitingLogin waiting -> again(transaction, waiting);
      case Step.Denied denied -> denied(transaction);
      case Step.AwaitingConsent undecided -> decide(found.get(), cookie, decision);
      case Step.AwaitingConfirmation waiting ->
          confirmations.decide(
              new ConfirmLogin.Held(found.get(), waiting.grant()), browser, decision);
    };
  }

  private AuthorizationStep decide(
      Stored<Transaction> current, Optional<Secret> cookie, Optional<Consent> decision) {
    Transaction transaction = current.value();
    if (decision.isEmpty()) {
      Optional<Client> client = clients.resolve(transaction.client().value(), AddressPrefix.NONE);
      return client.isPresent()
          ? new AuthorizationStep.AskConsent(transaction, client.get(), Optional.empty())
          : new AuthorizationStep.UnknownClient();
    }
    return switch (decision.get()) {
      case APPROVED -> approved(current, cookie, decision);
      case DENIED -> {
        if (!store(current, transaction.with(new Step.Denied()))) {
          yield decide(transaction.id(), cookie, Optional.empty(), decision);
        }
        world.events().on(new ProxyEvent.ConsentDenied(transaction.client()));
        yield denied(transaction);
      }
    };
  }

  private AuthorizationStep approved(
      Stored<Transaction> current, Optional<Secret> cookie, Optional<Consent> decision) {
    Transaction transaction = current.value();
    try {
      UpstreamLogin.Prepared login = logins.prepare(transaction, new Approval.Given());
      if (!store(current, login.transaction())) {
        return decide(transaction.id(), cookie, Optional.empty(), decision);
      }
      logins.started(login);
      return new AuthorizationStep.SignIn(login.location());
    } catch (OAuthException e) {
      return refused(transaction, e.error());
    }
  }

  private AuthorizationStep again(Transaction transaction, Step.AwaitingLogin waiting) {
    try {
      return new AuthorizationStep.SignIn(logins.again(transaction, waiting.login()));
    } catch (OAuthException e) {
      return refused(transaction, e.error());
    }
  }

  private boolean store(Stored<Transaction> current, Transaction next) {
    return state.transactions().replace(current, next, next.expiresAt());
  }

  private AuthorizationStep denied(Transaction transaction) {
    return refused(transaction, new OAuthError.AccessDenied("the request was denied"));
  }

  private AuthorizationStep refused(Transaction transaction, OAuthError error) {
    return new AuthorizationStep.Answer(transaction.returnAddress(issuer).refuse(error));
  }
}
