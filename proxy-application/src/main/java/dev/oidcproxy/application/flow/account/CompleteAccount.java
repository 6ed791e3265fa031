package dev.oidcproxy.application.flow.account;

import dev.oidcproxy.application.flow.Surroundings;
import dev.oidcproxy.application.state.Accounts.AccountLogin;
import dev.oidcproxy.application.state.Accounts.AccountSession;
import dev.oidcproxy.application.state.State;
import dev.oidcproxy.application.state.Stored;
import dev.oidcproxy.domain.authorization.CallbackParameters;
import dev.oidcproxy.domain.authorization.TransactionId;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.grant.Identity;
import dev.oidcproxy.domain.port.IdentityProvider;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.domain.value.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The provider's answer to a login of {@link StartAccount}, checked as that to any other: browser,
 * state, then the login is taken. The provider's tokens are not kept, and not revoked either: some
 * providers end with one token everything that was ever given to us for the person.
 */
public final class CompleteAccount {

  /** Long enough to look and tidy up. */
  public static final Duration SESSION = Duration.ofMinutes(15);

  private final State state;
  private final IdentityProvider provider;
  private final Surroundings world;

  public CompleteAccount(State state, IdentityProvider provider, Surroundings world) {
    this.state = state;
    this.provider = provider;
    this.world = world;
  }

  /**
   * The next step; empty when {@code id} names no login to the account page.
   *
   * @param cookie the browser's binding cookie for it
   * @throws UpstreamException.Unavailable when the provider does not answer
   */
  public Optional<AccountStep> complete(
      TransactionId id, Optional<Secret> cookie, CallbackParameters answer) {
    return state
        .accounts()
        .logins()
        .find(id.value())
        .map(Stored::value)
        .map(login -> complete(id, login, cookie, answer));
  }

  private AccountStep complete(
      TransactionId id, AccountLogin login, Optional<Secret> cookie, CallbackParameters answer) {
    if (cookie.filter(login.binding()::holds).isEmpty()) {
      return new AccountStep.WrongBrowser();
    }
    boolean expected =
        world.clock().instant().isBefore(login.expiresAt())
            && answer.state().filter(login.login().state()::equals).isPresent();
    return expected && state.accounts().logins().take(id.value()).isPresent()
        ? signIn(login, answer)
        : new AccountStep.Expired();
  }

  private AccountStep signIn(AccountLogin login, CallbackParameters answer) {
    try {
      return open(provider.complete(answer, login.login()).identity());
    } catch (UpstreamException.Unavailable e) {
      throw e;
    } catch (UpstreamException e) {
      return new AccountStep.Refused(e.getMessage());
    }
  }

  private AccountStep open(Identity who) {
    Secret session = Secret.of(world.entropy().text(32));
    Instant until = world.clock().instant().plus(SESSION);
    AccountSession opened =
        new AccountSession(
            who.asSubject(), who.displayName(), Secret.of(world.entropy().text(32)), until);
    state.accounts().sessions().put(session.reveal(), opened, until);
    world.events().on(new ProxyEvent.AccountOpened(who.subject()));
    return new AccountStep.SignedIn(session);
  }
}
