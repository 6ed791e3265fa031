package dev.oidcproxy.testkit.flow;

import dev.oidcproxy.application.branding.Branding;
import dev.oidcproxy.application.config.IdentityMode;
import dev.oidcproxy.application.config.ProtectedResource;
import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.config.ResourceServer;
import dev.oidcproxy.domain.access.AllowedIdentities;
import dev.oidcproxy.domain.access.ScopeHierarchy;
import dev.oidcproxy.domain.access.ToolPattern;
import dev.oidcproxy.domain.access.ToolPolicy;
import dev.oidcproxy.domain.access.ToolRule;
import dev.oidcproxy.domain.claim.ClaimMapping;
import dev.oidcproxy.domain.claim.ClaimPath;
import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.client.RedirectPattern;
import dev.oidcproxy.domain.client.RedirectPolicy;
import dev.oidcproxy.domain.port.TokenExchange.Target;
import dev.oidcproxy.domain.token.TokenLifetimes;
import dev.oidcproxy.domain.value.Resource;
import dev.oidcproxy.domain.value.Scope;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Settings in the making; what is not said is as a newcomer would have it. */
public final class TestSettings {

  private String baseUrl = "https://proxy.example";
  private Optional<String> issuer = Optional.empty();
  private Optional<String> resourceBaseUrl = Optional.empty();
  private String redirectPath = "/auth/callback";
  private Optional<String> documentation = Optional.empty();
  private Optional<Set<Scope>> validScopes = Optional.empty();
  private final List<Backend> backends = new ArrayList<>();
  private RedirectPolicy redirects = RedirectPolicy.registeredOnly();
  private ProxySettings.ConsentMode consent = ProxySettings.ConsentMode.ALWAYS;
  private Optional<String> contentSecurityPolicy = Optional.empty();
  private boolean accountPage = true;
  private boolean registration = true;
  private ProxySettings.ClientIds clientIds = ProxySettings.ClientIds.STORED;
  private Duration unusedClientTtl = Duration.ofDays(90);
  private int requestsPerMinute = 60;
  private boolean documents = true;
  private Optional<List<String>> documentHosts = Optional.empty();
  private List<String> blockedDocumentHosts = List.of();
  private List<String> privateDocumentHosts = List.of();
  private final List<Client> staticClients = new ArrayList<>();
  private final List<ResourceServer> resourceServers = new ArrayList<>();
  private TokenLifetimes lifetimes = TokenLifetimes.defaults();
  private Branding branding = Branding.named("A test server");
  private Map<Scope, String> scopeDescriptions = Map.of();
  private Duration reuseWindow = Duration.ofSeconds(30);

  private boolean filtered;
  private ScopeHierarchy hierarchy = ScopeHierarchy.FLAT;
  private AllowedIdentities allowed = AllowedIdentities.EVERYONE;
  private final Map<String, ClaimPath> claims = new LinkedHashMap<>();

  private record Backend(
      String path,
      IdentityMode identity,
      Set<Scope> scopes,
      List<ToolRule> tools,
      Optional<Target> onBehalfOf) {}

  private TestSettings() {}

  /** One resource, {@code /mcp}. */
  public static TestSettings simple() {
    return bare().resource("/mcp", IdentityMode.HEADERS);
  }

  /** No resource. */
  public static TestSettings bare() {
    return new TestSettings();
  }

  public TestSettings baseUrl(String url) {
    baseUrl = url;
    return this;
  }

  public TestSettings issuer(String url) {
    issuer = Optional.of(url);
    return this;
  }

  public TestSettings resourceBaseUrl(String url) {
    resourceBaseUrl = Optional.of(url);
    return this;
  }

  public TestSettings redirectPath(String path) {
    redirectPath = path;
    return this;
  }

  public TestSettings documentation(String url) {
    documentation = Optional.of(url);
    return this;
  }

  public TestSettings validScopes(String... scopes) {
    validScopes = Optional.of(set(scopes));
    return this;
  }

  public TestSettings resource(String path, IdentityMode identity, String... requiredScopes) {
    backends.add(
        new Backend(path, identity, set(requiredScopes), new ArrayList<>(), Optional.empty()));
    return this;
  }

  /** A resource whose backend gets a token with these scopes of the provider. */
  public TestSettings onBehalfOf(String path, String... scopes) {
    backends.add(
        new Backend(
            path,
            IdentityMode.ON_BEHALF_OF,
            Set.of(),
            new ArrayList<>(),
            Optional.of(new Target(set(scopes), Optional.empty()))));
    return this;
  }

  /** What a token for the resource named last must carry. */
  public TestSettings requiring(String... scopes) {
    Backend last = backends.removeLast();
    backends.add(
        new Backend(last.path(), last.identity(), set(scopes), last.tools(), last.onBehalfOf()));
    return this;
  }

  /** What tools of the resource named last need. */
  public TestSettings tools(String pattern, String... scopes) {
    backends.getLast().tools().add(new ToolRule(new ToolPattern(pattern), set(scopes)));
    return this;
  }

  /** Lists name only the tools that whoever asks may call. */
  public TestSettings filtered() {
    filtered = true;
    return this;
  }

  /** A scope that implies others. */
  public TestSettings implies(String scope, String... others) {
    hierarchy = ScopeHierarchy.of(Map.of(new Scope(scope), set(others)));
    return this;
  }

  /** Who may sign in. */
  public TestSettings allowed(AllowedIdentities people) {
    allowed = people;
    return this;
  }

  /** A claim of ours, of a path in the provider's. */
  public TestSettings claim(String name, String path) {
    claims.put(name, ClaimPath.parse(path).orElseThrow());
    return this;
  }

  /** Narrows redirect URIs to these patterns. */
  public TestSettings redirectPatterns(String... patterns) {
    redirects =
        new RedirectPolicy(
            Optional.of(
                Stream.of(patterns).map(p -> RedirectPattern.parse(p).orElseThrow()).toList()));
    return this;
  }

  public TestSettings withoutConsent() {
    return consent(ProxySettings.ConsentMode.NEVER);
  }

  public TestSettings consent(ProxySettings.ConsentMode mode) {
    consent = mode;
    return this;
  }

  /** That of the consent page; empty text: none. */
  public TestSettings contentSecurityPolicy(String policy) {
    contentSecurityPolicy = Optional.of(policy);
    return this;
  }

  public TestSettings withoutAccountPage() {
    accountPage = false;
    return this;
  }

  public TestSettings withoutRegistration() {
    registration = false;
    return this;
  }

  /** Registrations are carried by their ids. */
  public TestSettings statelessClients() {
    clientIds = ProxySettings.ClientIds.STATELESS;
    return this;
  }

  public TestSettings unusedClientTtl(Duration ttl) {
    unusedClientTtl = ttl;
    return this;
  }

  /** New registrations of the same words from one address. */
  public TestSettings requestsPerMinute(int most) {
    requestsPerMinute = most;
    return this;
  }

  /** No client is known by its metadata document. */
  public TestSettings withoutClientDocuments() {
    documents = false;
    return this;
  }

  public TestSettings documentHosts(String... patterns) {
    documentHosts = Optional.of(List.of(patterns));
    return this;
  }

  public TestSettings blockedDocumentHosts(String... hosts) {
    blockedDocumentHosts = List.of(hosts);
    return this;
  }

  public TestSettings privateDocumentHosts(String... hosts) {
    privateDocumentHosts = List.of(hosts);
    return this;
  }

  public TestSettings staticClient(Client client) {
    staticClients.add(client);
    return this;
  }

  /** A server that may ask about tokens. */
  public TestSettings resourceServer(ResourceServer server) {
    resourceServers.add(server);
    return this;
  }

  public TestSettings lifetimes(TokenLifetimes value) {
    lifetimes = value;
    return this;
  }

  public TestSettings reuseWindow(Duration window) {
    reuseWindow = window;
    return this;
  }

  /** What pages look like. */
  public TestSettings branding(Branding value) {
    branding = value;
    return this;
  }

  /** What pages call a scope. */
  public TestSettings scopeDescription(String scope, String words) {
    scopeDescriptions = Map.of(new Scope(scope), words);
    return this;
  }

  public ProxySettings build() {
    return new ProxySettings(
        issuer.orElse(baseUrl),
        baseUrl,
        resourceBaseUrl.orElse(baseUrl),
        redirectPath,
        branding,
        documentation,
        validScopes,
        backends.stream().map(this::resource).toList(),
        redirects,
        new ProxySettings.ConsentSettings(consent, contentSecurityPolicy),
        accountPage,
        new ProxySettings.RegistrationSettings(
            registration, clientIds, unusedClientTtl, requestsPerMinute),
        new ProxySettings.ClientDocumentSettings(
            documents, documentHosts, blockedDocumentHosts, privateDocumentHosts),
        List.copyOf(staticClients),
        List.copyOf(resourceServers),
        lifetimes,
        reuseWindow,
        new ProxySettings.AllowedOrigins(Set.of(baseUrl), false),
        hierarchy,
        allowed,
        new ClaimMapping(claims),
        scopeDescriptions,
        Optional.empty());
  }

  private ProtectedResource resource(Backend backend) {
    return new ProtectedResource(
        new Resource(resourceBaseUrl.orElse(baseUrl) + backend.path()),
        backend.path(),
        URI.create("http://backend.example" + backend.path()),
        backend.scopes(),
        backend.identity(),
        Optional.empty(),
        new ToolPolicy(backend.tools(), filtered),
        backend.onBehalfOf());
  }

  private static Set<Scope> set(String... scopes) {
    return Scope.parse(String.join(" ", scopes));
  }
}
