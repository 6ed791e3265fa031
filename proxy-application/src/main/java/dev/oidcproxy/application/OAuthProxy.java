package dev.oidcproxy.application;

import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.config.SigningSettings;
import dev.oidcproxy.application.crypto.FernetSeal;
import dev.oidcproxy.application.crypto.JoseTokenSigner;
import dev.oidcproxy.application.crypto.KeyMaterial;
import dev.oidcproxy.application.crypto.KeyUse;
import dev.oidcproxy.application.crypto.MessageMac;
import dev.oidcproxy.application.crypto.SealKeys;
import dev.oidcproxy.application.crypto.SecureEntropy;
import dev.oidcproxy.application.crypto.SigningKeys;
import dev.oidcproxy.application.endpoint.AuthorizationServer;
import dev.oidcproxy.application.flow.DescribeServer;
import dev.oidcproxy.application.flow.Scopes;
import dev.oidcproxy.application.flow.Surroundings;
import dev.oidcproxy.application.flow.admin.Administration;
import dev.oidcproxy.application.flow.login.CompleteLogin;
import dev.oidcproxy.application.flow.login.DecideConsent;
import dev.oidcproxy.application.flow.login.StartAuthorization;
import dev.oidcproxy.application.flow.login.UpstreamLogin;
import dev.oidcproxy.application.flow.token.EndGrant;
import dev.oidcproxy.application.flow.token.Issuing;
import dev.oidcproxy.application.flow.token.RedeemCode;
import dev.oidcproxy.application.flow.token.RefreshGrant;
import dev.oidcproxy.application.flow.token.RevokeToken;
import dev.oidcproxy.application.flow.token.RevokeUpstream;
import dev.oidcproxy.application.flow.token.TokenIssuer;
import dev.oidcproxy.application.flow.token.UpstreamRefresh;
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
import dev.oidcproxy.application.memory.InMemoryStore;
import dev.oidcproxy.application.memory.VirtualThreadScheduler;
import dev.oidcproxy.application.outbound.TrustedCertificates;
import dev.oidcproxy.application.page.Pages;
import dev.oidcproxy.application.state.SealCheck;
import dev.oidcproxy.application.state.State;
import dev.oidcproxy.domain.authorization.AuthorizationRules;
import dev.oidcproxy.domain.port.HttpTransport;
import dev.oidcproxy.domain.port.IdentityProvider;
import dev.oidcproxy.domain.port.KeyValueStore;
import dev.oidcproxy.domain.port.ProxyEvents;
import dev.oidcproxy.domain.port.Subscription;
import java.time.InstantSource;
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

  private OAuthProxy(Builder b) {
    ProxySettings settings = b.settings;
    Surroundings world = b.world;
    KeyMaterial material = b.material();
    State state = b.state(material);
    this.sealCheck = new SealCheck(state, world.clock());
    SigningKeys signingKeys =
        new SigningKeys(
            state.signingKeys(), world.clock(), settings.lifetimes().longestAccessToken());
    JoseTokenSigner signer =
        new JoseTokenSigner(settings.issuer(), b.signing, material, signingKeys);
    Scopes scopes = Scopes.of(settings, b.provider.requiredScopes());
    AuthorizationRules rules =
        new AuthorizationRules(
            settings.issuer(), settings.redirects(), scopes.valid(), scopes.required());
    ClientFlows clients =
        ClientFlows.of(
            new ClientFlows.Context(settings, scopes, state, world), b.documents(), material);
    RevokeUpstream revokeUpstream = new RevokeUpstream(state, b.provider, world);
    EndGrant endGrant = new EndGrant(state, revokeUpstream, world);
    UpstreamRefresh upstream = new UpstreamRefresh(state, b.provider, endGrant, world);
    UpstreamLogin logins = new UpstreamLogin(settings, b.provider, world);
    Issuing issuing =
        new Issuing(
            rules, new TokenIssuer(settings, signer, world), endGrant, clients.resolve(), upstream);
    ErrorResponses errors = new ErrorResponses();
    AuthorizationServer server =
        new AuthorizationServer(
            settings,
            new AuthorizationServer.Flows(
                clients.register(),
                clients.authenticate(),
                new StartAuthorization(settings, clients.resolve(), rules, state, logins, world),
                new DecideConsent(settings, clients.resolve(), state, logins, world),
                new CompleteLogin(settings, state, b.provider, scopes, world),
                new RedeemCode(settings, state, issuing, world),
                new RefreshGrant(settings, state, issuing, world),
                new RevokeToken(state, signer, endGrant),
                new DescribeServer(settings, scopes)),
            new AuthorizationServer.Browser(
                new Pages(settings.name(), settings.consent().contentSecurityPolicy()),
                new Cookies(new MessageMac(material, KeyUse.COOKIES), settings.https()),
                world.entropy()),
            signer::jwks,
            b.provider.name());
    this.routes = new Routes(server.routes(), errors);
    this.verifyToken = new VerifyToken(settings, state, signer, upstream, world);
    this.gate =
        new BearerGate(
            verifyToken,
            scopes,
            new IdentityHeaders(settings.issuer(), signer, world.clock(), world.entropy()),
            new SessionIds(new MessageMac(material, KeyUse.SESSION_IDS)),
            new Challenges(scopes, new ResourceMetadataUrls(), errors));
    this.administration = Administration.of(settings.staticClients(), state, endGrant, world);
    this.background =
        List.of(revokeUpstream.start(), signingKeys.start(world.scheduler()), clients.end());
  }

  /**
   * A proxy in the making; {@code settings} and {@code provider} are needed, the rest has a
   * default.
   */
  public static Builder builder(ProxySettings settings, IdentityProvider provider) {
    return new Builder(settings, provider);
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

  /** Collects the ports. */
  public static final class Builder {

    private final ProxySettings settings;
    private final IdentityProvider provider;
    private Surroundings world =
        new Surroundings(
            InstantSource.system(), new SecureEntropy(), new VirtualThreadScheduler(), event -> {});
    private KeyValueStore store = new InMemoryStore(InstantSource.system());
    private SigningSettings signing =
        new SigningSettings(List.of(), SigningSettings.Algorithm.HS256);
    private SealKeys encryption = SealKeys.derived();
    private TrustedCertificates trusted = TrustedCertificates.platform();
    private Optional<ClientFlows.Documents> documents = Optional.empty();

    private Builder(ProxySettings settings, IdentityProvider provider) {
      this.settings = settings;
      this.provider = provider;
    }

    /** Where state lives; by default in memory, and gone with the process. */
    public Builder store(KeyValueStore value) {
      this.store = value;
      return this;
    }

    /** What tokens are signed with; by default a key that is gone with the process. */
    public Builder signing(SigningSettings value) {
      this.signing = value;
      return this;
    }

    /**
     * What stored records are sealed with; by default keys derived from those of {@code signing}.
     */
    public Builder encryption(SealKeys value) {
      this.encryption = value;
      return this;
    }

    /** Who hears of events; by default nobody. */
    public Builder events(ProxyEvents value) {
      this.world = new Surroundings(world.clock(), world.entropy(), world.scheduler(), value);
      return this;
    }

    /** Time, chance and events of your own. */
    public Builder surroundings(Surroundings value) {
      this.world = value;
      return this;
    }

    /** Whom to trust beside the platform's authorities when a client's document is fetched. */
    public Builder trust(TrustedCertificates value) {
      this.trusted = value;
      return this;
    }

    /** Another way to clients' documents, which must guard itself; by default our own. */
    public Builder documents(HttpTransport value) {
      this.documents = Optional.of(new ClientFlows.Documents(value, () -> {}));
      return this;
    }

    public OAuthProxy build() {
      return new OAuthProxy(this);
    }

    private ClientFlows.Documents documents() {
      return documents.orElseGet(() -> ClientFlows.Documents.guarded(settings, trusted));
    }

    private State state(KeyMaterial material) {
      FernetSeal seal = new FernetSeal(encryption.all(material), world.clock(), world.entropy());
      return new State(store, seal, world.clock(), new MessageMac(material, KeyUse.SUBJECTS)::all);
    }

    private KeyMaterial material() {
      return signing.keys().isEmpty()
          ? KeyMaterial.ephemeral(world.entropy())
          : KeyMaterial.of(signing.keys());
    }
  }
}
