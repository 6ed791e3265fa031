package dev.oidcproxy.testkit.flow;

import dev.oidcproxy.application.config.IdentityMode;
import dev.oidcproxy.application.config.ProtectedResource;
import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.client.RedirectPattern;
import dev.oidcproxy.domain.client.RedirectPolicy;
import dev.oidcproxy.domain.token.TokenLifetimes;
import dev.oidcproxy.domain.value.Resource;
import dev.oidcproxy.domain.value.Scope;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
  private boolean consent = true;
  private boolean registration = true;
  private ProxySettings.ClientIds clientIds = ProxySettings.ClientIds.STORED;
  private Duration unusedClientTtl = Duration.ofDays(90);
  private boolean documents = true;
  private Optional<List<String>> documentHosts = Optional.empty();
  private List<String> blockedDocumentHosts = List.of();
  private List<String> privateDocumentHosts = List.of();
  private final List<Client> staticClients = new ArrayList<>();
  private TokenLifetimes lifetimes = TokenLifetimes.defaults();
  private Duration reuseWindow = Duration.ofSeconds(30);

  private record Backend(String path, IdentityMode identity, Set<Scope> scopes) {}

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
    backends.add(new Backend(path, identity, set(requiredScopes)));
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
    consent = false;
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

  public TestSettings lifetimes(TokenLifetimes value) {
    lifetimes = value;
    return this;
  }

  public TestSettings reuseWindow(Duration window) {
    reuseWindow = window;
    return this;
  }

  public ProxySettings build() {
    return new ProxySettings(
        issuer.orElse(baseUrl),
        baseUrl,
        resourceBaseUrl.orElse(baseUrl),
        redirectPath,
        "A test server",
        documentation,
        validScopes,
        backends.stream().map(this::resource).toList(),
        redirects,
        new ProxySettings.ConsentSettings(consent, Optional.empty()),
        new ProxySettings.RegistrationSettings(registration, clientIds, unusedClientTtl),
        new ProxySettings.ClientDocumentSettings(
            documents, documentHosts, blockedDocumentHosts, privateDocumentHosts),
        List.copyOf(staticClients),
        lifetimes,
        reuseWindow,
        new ProxySettings.AllowedOrigins(Set.of(baseUrl), false),
        Optional.empty());
  }

  private ProtectedResource resource(Backend backend) {
    return new ProtectedResource(
        new Resource(resourceBaseUrl.orElse(baseUrl) + backend.path()),
        backend.path(),
        URI.create("http://backend.example" + backend.path()),
        backend.scopes(),
        backend.identity(),
        Optional.empty());
  }

  private static Set<Scope> set(String... scopes) {
    return Scope.parse(String.join(" ", scopes));
  }
}
