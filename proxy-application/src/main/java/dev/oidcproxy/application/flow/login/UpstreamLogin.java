package dev.oidcproxy.application.flow.login;

import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.flow.Surroundings;
import dev.oidcproxy.domain.authorization.Approval;
import dev.oidcproxy.domain.authorization.LoginRequest;
import dev.oidcproxy.domain.authorization.Transaction;
import dev.oidcproxy.domain.authorization.TransactionId;
import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.error.OAuthException;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.port.Entropy;
import dev.oidcproxy.domain.port.IdentityProvider;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.domain.port.ProxyEvents;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Secret;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * Our own authorization request to the provider. Its state is made here, so before here nothing
 * exists that a callback could present.
 */
public final class UpstreamLogin {

  private final ProxySettings settings;
  private final IdentityProvider provider;
  private final Entropy entropy;
  private final ProxyEvents events;
  private final LoginLocations locations;

  public UpstreamLogin(ProxySettings settings, IdentityProvider provider, Surroundings world) {
    this.settings = settings;
    this.provider = provider;
    this.entropy = world.entropy();
    this.events = world.events();
    this.locations = new LoginLocations(world.clock());
  }

  /** A transaction that waits for its login, and where to send the browser for it. */
  record Prepared(Transaction transaction, URI location) {}

  /**
   * @throws OAuthException when the provider refuses already what is asked of it
   */
  Prepared prepare(Transaction transaction, Approval approval) {
    LoginRequest login =
        request(
            transaction.id(),
            transaction.scope(),
            Optional.of(transaction.resource().identifier()));
    return new Prepared(
        transaction.with(new Transaction.Step.AwaitingLogin(login, approval)),
        location(login, transaction));
  }

  private URI location(LoginRequest login, Transaction transaction) {
    try {
      return locations.of(login, provider::loginUri);
    } catch (UpstreamException.Denied e) {
      // A request that was pushed; any other would be refused in the browser, with the same end.
      events.on(new ProxyEvent.LoginFailed(transaction.client(), e.getMessage()));
      throw new OAuthException(
          new OAuthError.AccessDenied("the identity provider refused the sign-in"));
    }
  }

  /** To be told once the transaction is stored: of two clicks one begins the login. */
  void started(Prepared login) {
    events.on(new ProxyEvent.LoginStarted(login.transaction().client()));
  }

  /** What is sent to the provider and must come back from it. */
  public LoginRequest request(TransactionId id, Set<Scope> scope, Optional<String> resource) {
    return new LoginRequest(
        settings.callback(),
        Secret.of(id.value() + "." + entropy.text(32)),
        Secret.of(entropy.text(32)),
        Optional.of(Secret.of(entropy.text(48))),
        scope,
        resource);
  }

  /**
   * The same login again, for a browser that asks twice.
   *
   * @throws OAuthException as above
   */
  URI again(Transaction transaction, LoginRequest login) {
    return location(login, transaction);
  }
}
