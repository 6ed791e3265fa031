package dev.oidcproxy.application.flow.account;

import dev.oidcproxy.application.flow.Surroundings;
import dev.oidcproxy.application.flow.login.UpstreamLogin;
import dev.oidcproxy.application.limit.AddressPrefix;
import dev.oidcproxy.application.limit.RateLimit;
import dev.oidcproxy.application.state.Accounts.AccountLogin;
import dev.oidcproxy.application.state.State;
import dev.oidcproxy.domain.authorization.BrowserBinding;
import dev.oidcproxy.domain.authorization.LoginRequest;
import dev.oidcproxy.domain.authorization.Transaction;
import dev.oidcproxy.domain.authorization.TransactionId;
import dev.oidcproxy.domain.port.IdentityProvider;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Secret;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Sends a person to the provider, to be shown what is theirs. */
public final class StartAccount {

  private final State state;
  private final IdentityProvider provider;
  private final UpstreamLogin logins;
  private final Surroundings world;
  private final RateLimit limit;

  public StartAccount(
      State state, IdentityProvider provider, UpstreamLogin logins, Surroundings world) {
    this.state = state;
    this.provider = provider;
    this.logins = logins;
    this.world = world;
    this.limit = RateLimit.ofAccountLogins(world);
  }

  /**
   * @throws dev.oidcproxy.domain.error.UpstreamException when the provider cannot be reached
   * @throws dev.oidcproxy.domain.error.OAuthException {@link
   *     dev.oidcproxy.domain.error.OAuthError.TooManyRequests}
   */
  public AccountStep.SignIn start(AddressPrefix from) {
    limit.take("", from);
    TransactionId id = new TransactionId(world.entropy().text(16));
    Secret cookie = Secret.of(world.entropy().text(32));
    // To know who it is needs no refresh token.
    Set<Scope> scope = Scope.without(provider.requiredScopes(), Set.of(Scope.OFFLINE_ACCESS));
    LoginRequest request = logins.request(id, scope, Optional.empty());
    URI location = provider.loginUri(request);
    Instant until = world.clock().instant().plus(Transaction.LIFETIME);
    state
        .accounts()
        .logins()
        .insert(id.value(), new AccountLogin(BrowserBinding.to(cookie), request, until), until);
    return new AccountStep.SignIn(id, cookie, location);
  }
}
