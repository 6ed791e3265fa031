package dev.oidcproxy.application.flow.login;

import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.config.ProxySettings.ConsentMode;
import dev.oidcproxy.application.flow.Surroundings;
import dev.oidcproxy.application.flow.client.ResolveClient;
import dev.oidcproxy.application.limit.RateLimit;
import dev.oidcproxy.application.state.State;
import dev.oidcproxy.domain.authorization.Approval;
import dev.oidcproxy.domain.authorization.AuthorizationParameters;
import dev.oidcproxy.domain.authorization.AuthorizationRequest;
import dev.oidcproxy.domain.authorization.AuthorizationRules;
import dev.oidcproxy.domain.authorization.BrowserBinding;
import dev.oidcproxy.domain.authorization.ReturnAddress;
import dev.oidcproxy.domain.authorization.Transaction;
import dev.oidcproxy.domain.authorization.TransactionId;
import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.error.OAuthException;
import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.domain.value.Secret;
import java.net.URI;
import java.util.Optional;

/** The authorization request (RFC 6749 section 4.1.1): client, redirect URI, then the rest. */
public final class StartAuthorization {

  private final ResolveClient clients;
  private final AuthorizationRules rules;
  private final State state;
  private final UpstreamLogin logins;
  private final Surroundings world;
  private final ConsentMode consent;
  private final boolean documentsEnabled;
  private final RateLimit limit;

  public StartAuthorization(
      ProxySettings settings,
      ResolveClient clients,
      AuthorizationRules rules,
      State state,
      UpstreamLogin logins,
      Surroundings world) {
    this.consent = settings.consent().mode();
    this.documentsEnabled = settings.clientDocuments().enabled();
    this.clients = clients;
    this.rules = rules;
    this.state = state;
    this.logins = logins;
    this.world = world;
    this.limit = RateLimit.ofAuthorizations(world);
  }

  /**
   * Begins a transaction.
   *
   * @throws dev.oidcproxy.domain.error.UpstreamException when no consent is asked and the provider
   *     cannot be reached
   * @throws OAuthException {@link OAuthError.TooManyRequests}
   */
  public AuthorizationStep start(AuthorizationParameters sent, Visitor visitor) {
    limit.take(sent.clientId().orElse(""), visitor.from());
    Optional<Client> client = sent.clientId().flatMap(clients::resolve);
    if (client.isEmpty()) {
      return unknown(sent.clientId());
    }
    ReturnAddress address;
    try {
      address = rules.returnAddress(client.get(), sent);
    } catch (OAuthException e) {
      return new AuthorizationStep.RefuseHere(e.error());
    }
    try {
      AuthorizationRequest request = rules.check(client.get(), address, sent);
      return begin(request, approval(client.get(), request, visitor));
    } catch (OAuthException e) {
      return refuse(client.get(), address, e.error());
    }
  }

  /**
   * By whose word no page is shown; empty when it is. What another site leads to is always asked:
   * it would be that site which chooses the moment.
   */
  private Optional<Approval> approval(
      Client client, AuthorizationRequest request, Visitor visitor) {
    return switch (consent) {
      case NEVER, EXTERNAL -> Optional.of(new Approval.Waived());
      case ALWAYS -> Optional.empty();
      case REMEMBER ->
          visitor
              .id()
              .filter(id -> visitor.ownNavigation())
              .map(id -> state.rememberedConsents().covering(id, client, request))
              .filter(subjects -> !subjects.isEmpty())
              .map(Approval.Remembered::new);
    };
  }

  private AuthorizationStep begin(AuthorizationRequest request, Optional<Approval> approval) {
    Secret cookie = Secret.of(world.entropy().text(32));
    Transaction transaction =
        Transaction.begin(
            new TransactionId(world.entropy().text(16)),
            request,
            BrowserBinding.to(cookie),
            world.clock().instant());
    Optional<URI> signIn = Optional.empty();
    if (approval.isPresent()) {
      UpstreamLogin.Prepared login = logins.prepare(transaction, approval.get());
      transaction = login.transaction();
      signIn = Optional.of(login.location());
    }
    state.transactions().insert(transaction.id().value(), transaction, transaction.expiresAt());
    return new AuthorizationStep.Begun(transaction.id(), cookie, signIn);
  }

  /** Registering again would help a client that has a document as little as signing out does. */
  private AuthorizationStep unknown(Optional<String> id) {
    boolean document =
        documentsEnabled
            && id.filter(ClientId::wellFormed)
                .filter(i -> new ClientId(i).isMetadataDocument())
                .isPresent();
    return document
        ? new AuthorizationStep.RefuseHere(
            new OAuthError.InvalidClient(
                "the app's client_id is the address of a document, and that could not be fetched,"
                    + " is not valid, or is not accepted here"))
        : new AuthorizationStep.UnknownClient();
  }

  /**
   * Registration is open, so an https address proves nothing; loopback and static ones harm nobody.
   */
  private static AuthorizationStep refuse(Client client, ReturnAddress address, OAuthError error) {
    boolean automatic =
        client.origin() == Client.Origin.CONFIGURED || address.redirectUri().isLoopback();
    return new AuthorizationStep.Refuse(address, error, automatic);
  }
}
