package dev.oidcproxy.application.flow.login;

import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.config.ProxySettings.ConsentMode;
import dev.oidcproxy.application.flow.Surroundings;
import dev.oidcproxy.application.flow.client.ResolveClient;
import dev.oidcproxy.application.state.State;
import dev.oidcproxy.domain.authorization.RememberedConsent;
import dev.oidcproxy.domain.authorization.Transaction;
import dev.oidcproxy.domain.error.StoreException;
import dev.oidcproxy.domain.grant.Grant;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.domain.value.Secret;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of a login that succeeded: the client gets its code, and the browser a memory. */
public final class AnswerLogin {

  private static final Logger LOG = LoggerFactory.getLogger(AnswerLogin.class);

  private final ResolveClient clients;
  private final State state;
  private final Surroundings world;
  private final String issuer;
  private final boolean remembers;

  public AnswerLogin(
      ProxySettings settings, ResolveClient clients, State state, Surroundings world) {
    this.issuer = settings.issuer();
    this.remembers = settings.consent().mode() == ConsentMode.REMEMBER;
    this.clients = clients;
    this.state = state;
    this.world = world;
  }

  /** The code again, for a browser that asks twice. */
  AuthorizationStep again(Transaction transaction, Grant grant) {
    return new AuthorizationStep.Answer(transaction.returnAddress(issuer).answer(grant.code()));
  }

  /**
   * @param grant written, and waiting for its code
   * @param browser the id it has; one is made when it is needed
   * @param asked whether the person answered the page in this transaction
   */
  AuthorizationStep answer(
      Transaction transaction, Grant grant, Optional<Secret> browser, boolean asked) {
    world
        .events()
        .on(new ProxyEvent.LoginCompleted(grant.client(), grant.id(), grant.identity().subject()));
    return new AuthorizationStep.Answer(
        transaction.returnAddress(issuer).answer(grant.code()),
        remembers && asked ? remember(transaction, grant, browser) : Optional.empty());
  }

  private Optional<Secret> remember(
      Transaction transaction, Grant grant, Optional<Secret> browser) {
    Secret id = browser.orElseGet(() -> Secret.of(world.entropy().text(32)));
    try {
      return clients
          .resolve(grant.client().value())
          .map(client -> {
            state
                .rememberedConsents()
                .remember(
                    id, RememberedConsent.of(transaction, client, grant.identity().asSubject()));
            return id;
          });
    } catch (StoreException e) {
      // The login is worth more than not to be asked the next time.
      LOG.warn("consent was not remembered: the store did not answer", e);
      return Optional.empty();
    }
  }
}
