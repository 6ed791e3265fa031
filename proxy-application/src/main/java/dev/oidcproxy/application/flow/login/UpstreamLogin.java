package dev.oidcproxy.application.flow.login;

import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.flow.Surroundings;
import dev.oidcproxy.domain.authorization.Approval;
import dev.oidcproxy.domain.authorization.LoginRequest;
import dev.oidcproxy.domain.authorization.Transaction;
import dev.oidcproxy.domain.authorization.TransactionId;
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

  public UpstreamLogin(ProxySettings settings, IdentityProvider provider, Surroundings world) {
    this.settings = settings;
    this.provider = provider;
    this.entropy = world.entropy();
    this.events = world.events();
  }

  /** A transaction that waits for its login, and where to send the browser for it. */
  record Prepared(Transaction transaction, URI location) {}

  Prepared prepare(Transaction transaction, Approval approval) {
    LoginRequest login =
        request(
            transaction.id(),
            transaction.scope(),
            Optional.of(transaction.resource().identifier()));
    URI location = provider.loginUri(login);
    events.on(new ProxyEvent.LoginStarted(transaction.client()));
    return new Prepared(
        transaction.with(new Transaction.Step.AwaitingLogin(login, approval)), location);
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

  /** The same login again, for a browser that asks twice. */
  URI again(LoginRequest login) {
    return provider.loginUri(login);
  }
}
