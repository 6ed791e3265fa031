package dev.oidcproxy.application;

import dev.oidcproxy.application.branding.PageTemplate;
import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.crypto.JoseTokenSigner;
import dev.oidcproxy.application.crypto.KeyUse;
import dev.oidcproxy.application.crypto.MessageMac;
import dev.oidcproxy.application.crypto.SigningKeys;
import dev.oidcproxy.application.endpoint.AuthorizationServer;
import dev.oidcproxy.application.endpoint.IntrospectionEndpoint;
import dev.oidcproxy.application.flow.DescribeServer;
import dev.oidcproxy.application.flow.Scopes;
import dev.oidcproxy.application.flow.Surroundings;
import dev.oidcproxy.application.flow.admin.Administration;
import dev.oidcproxy.application.flow.client.DocumentRules;
import dev.oidcproxy.application.flow.exchange.ExchangeToken;
import dev.oidcproxy.application.flow.introspection.IntrospectToken;
import dev.oidcproxy.application.flow.token.NoteUse;
import dev.oidcproxy.application.flow.token.VerifyToken;
import dev.oidcproxy.application.gateway.BearerGate;
import dev.oidcproxy.application.gateway.Challenges;
import dev.oidcproxy.application.gateway.Gate;
import dev.oidcproxy.application.gateway.IdentityHeaders;
import dev.oidcproxy.application.gateway.ResourceMetadataUrls;
import dev.oidcproxy.application.gateway.SessionIds;
import dev.oidcproxy.application.http.Cookies;
import dev.oidcproxy.application.http.ErrorResponses;
import dev.oidcproxy.application.http.Routes;
import dev.oidcproxy.application.page.Pages;
import dev.oidcproxy.application.state.SealCheck;
import dev.oidcproxy.application.state.State;
import dev.oidcproxy.domain.authorization.AuthorizationRules;
import dev.oidcproxy.domain.port.IdentityProvider;
import dev.oidcproxy.domain.port.Subscription;
import java.util.List;
import java.util.Optional;

/**
 * The whole proxy without a server and without Guice: ports in, flows, routes and the gate out.
 * Close it to stop its background work; the store and the provider stay their owner's.
 */
public final class OAuthProxy implements AutoCloseable {

  private final Routes routes;
  private final BearerGate gate;
  private final VerifyToken verifyToken;
  private final SealCheck sealCheck;
  private final Administration administration;
  private final List<Subscription> background;

  OAuthProxy(Parts parts, ClientFlows.Documents documents, Optional<PageTemplate> template) {
    ProxySettings settings = parts.settings();
    Surroundings world = parts.world();
    State state = parts.state();
    Scopes scopes = parts.scopes();
    this.sealCheck = new SealCheck(state, world.clock());
    SigningKeys signingKeys =
        new SigningKeys(
            state.signingKeys(), world.clock(), settings.lifetimes().longestAccessToken());
    JoseTokenSigner signer =
        new JoseTokenSigner(settings.issuer(), parts.signing(), parts.material(), signingKeys);
    AuthorizationRules rules =
        new AuthorizationRules(
            settings.issuer(),
            settings.redirects(),
            scopes.valid(),
            scopes.required(),
            scopes.challenged());
    ClientFlows clients = ClientFlows.of(parts, documents);
    TokenFlows tokens = TokenFlows.of(parts, rules, signer, clients.resolve());
    LoginFlows logins =
        LoginFlows.of(parts, rules, clients.resolve(), tokens.people(), tokens.endGrant());
    ErrorResponses errors = new ErrorResponses();
    AuthorizationServer server =
        new AuthorizationServer(
            settings,
            new AuthorizationServer.Flows(
                clients.register(),
                RegistrationFlows.of(parts, tokens.endGrant()),
                clients.authenticate(),
                logins.start(),
                logins.consent(),
                logins.complete(),
                tokens.redeem(),
                tokens.refresh(),
                tokens.revoke(),
                new IntrospectionEndpoint.Flows(
                    clients.resourceServers(),
                    new IntrospectToken(
                        state, signer, new NoteUse(settings, state), world.clock())),
                new DescribeServer(settings, scopes),
                logins.account()),
            new AuthorizationServer.Browser(
                new Pages(settings, template),
                new Cookies(new MessageMac(parts.material(), KeyUse.COOKIES), settings.https()),
                world.entropy()),
            signer::jwks,
            parts.provider().name());
    this.routes = new Routes(server.routes(), errors);
    this.verifyToken = tokens.verify();
    ExchangeToken exchange = new ExchangeToken(settings, state, parts.provider(), world);
    this.gate =
        new BearerGate(
            verifyToken,
            scopes,
            new IdentityHeaders(
                settings.issuer(), signer, world.clock(), world.entropy(), exchange),
            new SessionIds(new MessageMac(parts.material(), KeyUse.SESSION_IDS)),
            new Challenges(scopes, new ResourceMetadataUrls(), errors));
    this.administration =
        Administration.of(
            settings.staticClients(),
            new DocumentRules(settings, scopes)::read,
            state,
            tokens.endGrant(),
            world);
    this.background =
        List.of(
            tokens.revokeUpstream().start(),
            signingKeys.start(world.scheduler()),
            clients.end(),
            exchange::close);
  }

  /**
   * A proxy in the making; {@code settings} and {@code provider} are needed, the rest has a
   * default.
   */
  public static OAuthProxyBuilder builder(ProxySettings settings, IdentityProvider provider) {
    return new OAuthProxyBuilder(settings, provider);
  }

  /** The endpoints of the authorization server, for any HTTP server. */
  public Routes routes() {
    return routes;
  }

  /** The check of MCP requests, for any HTTP server. */
  public Gate gate() {
    return gate;
  }

  /** The check of an access token, for a server that protects itself. */
  public VerifyToken verifyToken() {
    return verifyToken;
  }

  /** Whether the store's records are ours to open; to be asked before requests are served. */
  public SealCheck sealCheck() {
    return sealCheck;
  }

  /** What an administrator can do; asks nobody who is asking. */
  public Administration administration() {
    return administration;
  }

  @Override
  public void close() {
    background.forEach(Subscription::close);
    verifyToken.close();
  }
}
