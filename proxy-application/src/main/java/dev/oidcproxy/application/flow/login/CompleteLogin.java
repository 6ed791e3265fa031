package dev.oidcproxy.application.flow.login;

import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.flow.Scopes;
import dev.oidcproxy.application.flow.Surroundings;
import dev.oidcproxy.application.flow.token.IdentityGate;
import dev.oidcproxy.application.state.State;
import dev.oidcproxy.application.state.Stored;
import dev.oidcproxy.domain.authorization.Approval;
import dev.oidcproxy.domain.authorization.CallbackParameters;
import dev.oidcproxy.domain.authorization.Transaction;
import dev.oidcproxy.domain.authorization.Transaction.Step;
import dev.oidcproxy.domain.authorization.TransactionId;
import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.grant.Grant;
import dev.oidcproxy.domain.grant.Login;
import dev.oidcproxy.domain.port.IdentityProvider;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.domain.token.TokenLifetimes;
import dev.oidcproxy.domain.value.GrantId;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.domain.value.Subject;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The provider's callback. The browser must be the one that began, then the transaction is taken:
 * of any number of callbacks one goes on, and the provider is asked once.
 */
public final class CompleteLogin {

  private static final Logger LOG = LoggerFactory.getLogger(CompleteLogin.class);

  private final State state;
  private final IdentityProvider provider;
  private final Scopes scopes;
  private final IdentityGate people;
  private final TokenLifetimes lifetimes;
  private final Surroundings world;
  private final LoginEndings endings;
  private final String issuer;

  public CompleteLogin(
      ProxySettings settings,
      State state,
      IdentityProvider provider,
      LoginRules rules,
      LoginEndings endings,
      Surroundings world) {
    this.issuer = settings.issuer();
    this.state = state;
    this.provider = provider;
    this.scopes = rules.scopes();
    this.people = rules.people();
    this.endings = endings;
    this.lifetimes = settings.lifetimes();
    this.world = world;
  }

  /**
   * @param id the transaction that the state names
   * @param cookie the browser's binding cookie for it
   * @param browser the id by which it remembers, if it has one
   */
  public AuthorizationStep complete(
      TransactionId id,
      Optional<Secret> cookie,
      Optional<Secret> browser,
      CallbackParameters answer) {
    Optional<Transaction> found =
        state
            .transactions()
            .find(id.value())
            .map(Stored::value)
            .filter(t -> !t.expired(world.clock().instant()));
    if (found.isEmpty()) {
      // The cookie lives as long as the transaction may, so having it means this is a repetition.
      return cookie.isPresent()
          ? new AuthorizationStep.AlreadySignedIn()
          : new AuthorizationStep.Expired();
    }
    if (cookie.filter(found.get().binding()::holds).isEmpty()) {
      return new AuthorizationStep.WrongBrowser();
    }
    if (found.get().step() instanceof Step.AwaitingConfirmation) {
      return new AuthorizationStep.Confirm(id);
    }
    if (!expects(found.get(), answer)) {
      return new AuthorizationStep.Expired();
    }
    return state
        .transactions()
        .take(id.value())
        .map(taken -> signIn(taken, browser, answer))
        .orElseGet(AuthorizationStep.AlreadySignedIn::new);
  }

  /** Whether the answer's state is the one made when consent was given. */
  private static boolean expects(Transaction transaction, CallbackParameters answer) {
    return transaction.step() instanceof Step.AwaitingLogin waiting
        && answer.state().filter(waiting.login().state()::equals).isPresent();
  }

  private AuthorizationStep signIn(
      Transaction transaction, Optional<Secret> browser, CallbackParameters answer) {
    Step.AwaitingLogin waiting = (Step.AwaitingLogin) transaction.step();
    try {
      Login login = provider.complete(answer, waiting.login());
      if (!people.admits(transaction.client(), login)) {
        return new AuthorizationStep.Answer(
            transaction
                .returnAddress(issuer)
                .refuse(new OAuthError.AccessDenied("this account may not use this server")));
      }
      Set<Scope> scope = granted(transaction, login);
      // A token without them would be refused at each call, and clients would sign in for ever.
      if (!scopes.covers(scope, scopes.required(transaction.resource()))) {
        return refuse(
            transaction,
            "the provider did not grant every scope that the resource requires",
            new OAuthError.AccessDenied(
                "the identity provider did not grant every scope that is required here"));
      }
      Grant.Authorized authorized = authorized(transaction, scope);
      if (waiting.approval() instanceof Approval.Remembered remembered
          && !holds(remembered, transaction, login.identity().asSubject())) {
        return endings.confirm().hold(transaction, authorized, begin(authorized, login));
      }
      Grant grant = begin(authorized, login);
      state.subjects().add(grant);
      state.grants().put(grant.id().value(), grant, grant.end());
      boolean asked = waiting.approval() instanceof Approval.Given;
      return endings.answer().answer(transaction, grant, browser, asked);
    } catch (UpstreamException e) {
      return refuse(transaction, e.getMessage(), inOurWords(e));
    }
  }

  /**
   * Who was never asked is not somebody else's consent to give; and what was taken back while the
   * login was under way is consent no more.
   */
  private boolean holds(Approval.Remembered remembered, Transaction transaction, Subject who) {
    return remembered.subjects().contains(who)
        && !state
            .rememberedConsents()
            .forgottenSince(transaction.begunAt(), transaction.client(), who);
  }

  private AuthorizationStep refuse(Transaction transaction, String reason, OAuthError error) {
    world.events().on(new ProxyEvent.LoginFailed(transaction.client(), reason));
    return new AuthorizationStep.Answer(transaction.returnAddress(issuer).refuse(error));
  }

  private static Set<Scope> granted(Transaction transaction, Login login) {
    Set<Scope> asked = Scope.without(transaction.scope(), Set.of(Scope.OFFLINE_ACCESS));
    Set<Scope> scope = new LinkedHashSet<>(asked);
    scope.retainAll(login.tokens().scope());
    if (scope.size() < asked.size()) {
      // Otherwise nobody sees why a client that needs one of them asks its person in vain.
      LOG.info(
          "login for client {}: the provider did not grant {}",
          transaction.client().value(),
          Scope.join(Scope.without(asked, scope)));
    }
    return scope;
  }

  private Grant.Authorized authorized(Transaction transaction, Set<Scope> scope) {
    return new Grant.Authorized(
        new GrantId(world.entropy().text(16)),
        Secret.of(world.entropy().text(32)),
        transaction.client(),
        scope,
        transaction.resource(),
        transaction.redirectUri(),
        transaction.challenge());
  }

  private Grant begin(Grant.Authorized authorized, Login login) {
    Instant now = world.clock().instant();
    Instant end = lifetimes.grantExpiry(login.tokens(), now);
    return Grant.begin(authorized, login, people.claims(login.claims()), now, end);
  }

  private static OAuthError inOurWords(UpstreamException e) {
    return switch (e) {
      case UpstreamException.Denied denied ->
          new OAuthError.AccessDenied("the identity provider refused the sign-in");
      case UpstreamException.Unavailable unavailable ->
          new OAuthError.TemporarilyUnavailable("the identity provider did not answer; try again");
      case UpstreamException.Rejected rejected ->
          new OAuthError.ServerError("the identity provider's answer could not be verified");
      case UpstreamException.Unverified unverified ->
          new OAuthError.ServerError("the identity provider's answer could not be verified");
      case UpstreamException.GrantEnded ended ->
          new OAuthError.AccessDenied("the identity provider ended the sign-in");
    };
  }
}
