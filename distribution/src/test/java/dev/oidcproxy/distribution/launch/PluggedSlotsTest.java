package dev.oidcproxy.distribution.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oidcproxy.application.branding.PageTemplate;
import dev.oidcproxy.application.memory.InMemoryStore;
import dev.oidcproxy.application.spi.AuditSink;
import dev.oidcproxy.application.spi.Slot;
import dev.oidcproxy.distribution.config.Configuration;
import dev.oidcproxy.distribution.plugin.Plugins;
import dev.oidcproxy.domain.error.StoreException;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.port.KeyValueStore;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.domain.port.TokenVerifier;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.testkit.FakeProvider;
import dev.oidcproxy.testkit.FormText;
import dev.oidcproxy.testkit.remote.RemoteClient;
import dev.oidcproxy.testkit.remote.Wire;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/**
 * Plugins in place of what is ours unless one is named: the audit log, the pages, and what verifies
 * access tokens.
 */
class PluggedSlotsTest {

  private static final String YAML =
      """
      base_url: http://127.0.0.1:8000
      listen: 127.0.0.1:0
      management: {listen: "127.0.0.1:0"}
      provider:
        config_url: http://127.0.0.1:9/.well-known/openid-configuration
        client_id: some-client
        client_secret: canary-secret
      jwt_signing_key: 0123456789abcdef0123456789abcdef
      client_storage: {type: memory}
      """;

  private static final String ENCRYPTION_KEY = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=";

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<AuditSink.Entry> heard = new CopyOnWriteArrayList<>();
  private final HouseVerifier verifier = new HouseVerifier();

  private final Plugins plugins =
      Plugins.find(Optional.empty())
          .and(
              FakePlugin.binding(Slot.AUDIT_SINK, "archive", AuditSink.class, heard::add),
              FakePlugin.binding(Slot.TOKEN_VERIFIER, "house", TokenVerifier.class, verifier),
              FakePlugin.binding(
                  Slot.PAGES,
                  "house",
                  PageTemplate.class,
                  new PageTemplate() {
                    @Override
                    public String stylesheet() {
                      return "body { color: teal }";
                    }

                    @Override
                    public String body(Page page) {
                      return "<header>The house of " + page.site() + "</header>" + page.content();
                    }
                  }));

  /** A verifier that knows of no provider, and requires a scope of its own. */
  private static final class HouseVerifier implements TokenVerifier {

    private final List<Secret> asked = new CopyOnWriteArrayList<>();
    private volatile boolean content = true;

    @Override
    public Set<Scope> requiredScopes() {
      return Scope.parse("openid house");
    }

    @Override
    public Map<String, Object> verify(Secret accessToken) {
      asked.add(accessToken);
      if (!content) {
        throw new UpstreamException.Rejected("the access token is not of this house");
      }
      return Map.of("sub", "user-1");
    }
  }

  private RunningProxy started(String more) {
    return run(YAML + more);
  }

  private RunningProxy run(String yaml) {
    Configuration configuration = Configuration.of("test.yaml", yaml, Map.of());
    Plan plan = Plan.read(configuration, plugins);
    assertThat(configuration.problems()).isEmpty();
    return RunningProxy.start(plan);
  }

  private static String verifiedByTheHouse(FakeProvider provider) {
    return YAML.replaceAll(
            "config_url: .*", "config_url: " + provider.configUrl() + "\n  token_verifier: house")
        .replace("some-client", provider.clientId())
        .replace("canary-secret", '"' + provider.clientSecret() + '"');
  }

  private HttpResponse<String> send(InetSocketAddress address, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort() + path))
            .header("Accept", "text/html");
    return http.send(
        body.isEmpty()
            ? request.build()
            : request
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build(),
        BodyHandlers.ofString());
  }

  @Test
  void an_audit_sink_hears_what_happens_beside_the_metrics() throws Exception {
    HttpResponse<String> registered;
    try (RunningProxy proxy = started("telemetry: {audit_log: archive}\n")) {
      registered =
          send(proxy.address(), "/register", "{\"redirect_uris\":[\"http://127.0.0.1/callback\"]}");
      assertThat(registered.statusCode()).isEqualTo(201);
      assertThat(send(proxy.managementAddress().orElseThrow(), "/metrics", "").body())
          .contains(
              "oidcproxy_events_total{event=\"client_registered\"} 1.0",
              "oidcproxy_audit_lost_total 0.0");
    }

    assertThat(heard)
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.event()).isInstanceOf(ProxyEvent.ClientRegistered.class);
          assertThat(entry.requestId()).isEqualTo(registered.headers().firstValue("X-Request-Id"));
        });
  }

  @Test
  void an_audit_sink_is_closed_whatever_becomes_of_the_store() {
    Archive archive = new Archive();
    Configuration configuration =
        Configuration.of(
            "test.yaml",
            YAML.replace("{type: memory}", "{type: mine, encryption_key: " + ENCRYPTION_KEY + "}")
                + "telemetry: {audit_log: archive}\n",
            Map.of());
    Plan plan =
        Plan.read(
            configuration,
            plugins.and(
                FakePlugin.binding(Slot.AUDIT_SINK, "archive", AuditSink.class, archive),
                new KeptStorePlugin("mine", failingAtTheEnd())));
    assertThat(configuration.problems()).isEmpty();

    assertThatThrownBy(() -> RunningProxy.start(plan).close()).isInstanceOf(StoreException.class);

    assertThat(archive.closed).isTrue();
  }

  private static KeyValueStore failingAtTheEnd() {
    KeyValueStore store = new InMemoryStore(InstantSource.system());
    return (KeyValueStore)
        Proxy.newProxyInstance(
            KeyValueStore.class.getClassLoader(),
            new Class<?>[] {KeyValueStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                throw new StoreException("not all could be written");
              }
              return method.invoke(store, arguments);
            });
  }

  private static final class Archive implements AuditSink, AutoCloseable {

    private volatile boolean closed;

    @Override
    public void write(Entry entry) {}

    @Override
    public void close() {
      closed = true;
    }
  }

  @Test
  void without_a_name_it_hears_nothing() throws Exception {
    try (RunningProxy proxy = started("telemetry: {audit_log: stderr}\n")) {
      send(proxy.address(), "/register", "{\"redirect_uris\":[\"http://127.0.0.1/callback\"]}");
    }
    assertThat(heard).isEmpty();
  }

  @Test
  void a_page_template_surrounds_every_page_and_no_header_changes() throws Exception {
    String path = "/authorize?client_id=unknown";
    HttpResponse<String> ours;
    try (RunningProxy proxy = started("branding: {pages: built_in}\n")) {
      ours = send(proxy.address(), path, "");
    }
    try (RunningProxy proxy = started("branding: {name: A & B, pages: house}\n")) {
      HttpResponse<String> theirs = send(proxy.address(), path, "");

      assertThat(theirs.body())
          .contains(
              "<header>The house of A &amp; B</header>", "<style>body { color: teal }</style>")
          .doesNotContain("<main>");
      assertThat(theirs.statusCode()).isEqualTo(ours.statusCode());
      assertThat(theirs.headers().firstValue("Content-Security-Policy").orElseThrow())
          .contains("default-src 'none'; style-src 'sha256-", "frame-ancestors 'none'")
          .isNotEqualTo(ours.headers().firstValue("Content-Security-Policy").orElseThrow());
      assertThat(theirs.headers().map().keySet()).isEqualTo(ours.headers().map().keySet());
    }
  }

  @Test
  void a_token_verifier_decides_who_signs_in_and_what_that_needs() {
    try (FakeProvider provider = FakeProvider.start(InstantSource.system());
        Wire wire = new Wire(Duration.ofSeconds(20));
        RunningProxy proxy = run(verifiedByTheHouse(provider.opaqueAccessTokens()))) {
      RemoteClient client =
          RemoteClient.register(
              new RemoteClient.Deployment(
                  "http://127.0.0.1:8000",
                  provider,
                  request -> wire.send(proxy.address().getPort(), request)),
              "A client");

      assertThat(client.signIn().scope().split(" ")).contains("house");
      assertThat(verifier.asked).hasSize(1);

      verifier.content = false;
      assertThat(FormText.query(client.answer()))
          .containsEntry("error", "server_error")
          .doesNotContainKey("code");
      assertThat(verifier.asked).hasSize(2);
    }
  }

  @Test
  void a_name_that_nobody_has_is_told_with_what_there_is() {
    Configuration configuration =
        Configuration.of(
            "test.yaml",
            YAML + "telemetry: {audit_log: /var/log/audit}\nbranding: {pages: mine}\n",
            Map.of());
    Plan.read(configuration, plugins);

    assertThat(configuration.problems())
        .extracting(Object::toString)
        .containsExactly(
            "test.yaml line 10: telemetry.audit_log: names no installed plugin; there is: archive,"
                + " stderr",
            "test.yaml line 11: branding.pages: names no installed plugin; there is: built_in,"
                + " house");
  }
}
