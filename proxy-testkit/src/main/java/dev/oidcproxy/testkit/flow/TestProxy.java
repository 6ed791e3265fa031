package dev.oidcproxy.testkit.flow;

import dev.oidcproxy.application.OAuthProxy;
import dev.oidcproxy.application.OAuthProxyBuilder;
import dev.oidcproxy.application.config.ProtectedResource;
import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.config.SigningSettings;
import dev.oidcproxy.application.crypto.SealKeys;
import dev.oidcproxy.application.crypto.SecureEntropy;
import dev.oidcproxy.application.flow.Surroundings;
import dev.oidcproxy.application.gateway.Admission;
import dev.oidcproxy.application.gateway.Presented;
import dev.oidcproxy.application.http.Headers;
import dev.oidcproxy.application.http.HttpRequest;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.application.http.Json;
import dev.oidcproxy.application.memory.InMemoryStore;
import dev.oidcproxy.domain.port.KeyValueStore;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.testkit.AdjustableClock;
import dev.oidcproxy.testkit.FakeIdentityProvider;
import dev.oidcproxy.testkit.FormText;
import dev.oidcproxy.testkit.ManualScheduler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A whole proxy in memory, with everything around it in a test's hands. */
public final class TestProxy implements AutoCloseable {

  /** A key that is worth it, so that nothing is stretched. */
  public static final SigningSettings HS256 =
      new SigningSettings(
          List.of(Secret.of("canary-signing-key-of-more-than-32-bytes")),
          SigningSettings.Algorithm.HS256);

  /** What nodes of one deployment share. */
  public record World(
      AdjustableClock clock,
      FakeIdentityProvider provider,
      ManualScheduler scheduler,
      KeyValueStore store,
      List<ProxyEvent> events) {

    public static World create(UnaryOperator<KeyValueStore> around) {
      AdjustableClock clock = new AdjustableClock();
      return new World(
          clock,
          new FakeIdentityProvider(clock),
          new ManualScheduler(clock),
          around.apply(new InMemoryStore(clock)),
          new CopyOnWriteArrayList<>());
    }
  }

  private final World world;
  private final ProxySettings settings;
  private final OAuthProxy proxy;

  public TestProxy(World world, TestSettings settings, SigningSettings signing) {
    this(world, settings, signing, SealKeys.derived());
  }

  public TestProxy(
      World world, TestSettings settings, SigningSettings signing, SealKeys encryption) {
    this(world, settings, b -> b.signing(signing).encryption(encryption));
  }

  /** A proxy that is built in another way; clients' documents are nowhere unless it says where. */
  public TestProxy(World world, TestSettings settings, UnaryOperator<OAuthProxyBuilder> changes) {
    this.world = world;
    this.settings = settings.build();
    this.proxy =
        changes
            .apply(
                OAuthProxy.builder(this.settings, world.provider())
                    .signing(HS256)
                    .documents(request -> {
                      throw new IOException("there is no such host");
                    }))
            .store(world.store())
            .surroundings(
                new Surroundings(
                    world.clock(),
                    new SecureEntropy(),
                    world.scheduler(),
                    event -> world.events().add(event)))
            .build();
  }

  public static TestProxy of(TestSettings settings) {
    return new TestProxy(World.create(store -> store), settings, HS256);
  }

  public static TestProxy simple() {
    return of(TestSettings.simple());
  }

  public World world() {
    return world;
  }

  public AdjustableClock clock() {
    return world.clock();
  }

  public FakeIdentityProvider provider() {
    return world.provider();
  }

  public OAuthProxy proxy() {
    return proxy;
  }

  public ProxySettings settings() {
    return settings;
  }

  public TestBrowser browser() {
    return new TestBrowser(proxy.routes()::handle, settings.baseUrl());
  }

  /** The only resource, or the first. */
  public ProtectedResource resource() {
    return settings.protectedResources().getFirst();
  }

  public HttpResponse send(String method, String path, Map<String, String> headers, String body) {
    return sendFrom("192.0.2.8", method, path, headers, body);
  }

  /** As {@link #send}, from another address. */
  public HttpResponse sendFrom(
      String address, String method, String path, Map<String, String> headers, String body) {
    Headers all = Headers.none();
    for (Map.Entry<String, String> header : headers.entrySet()) {
      all = all.with(header.getKey(), header.getValue());
    }
    String[] parts = path.split("[?]", 2);
    return proxy
        .routes()
        .handle(
            new HttpRequest(
                method,
                parts[0],
                parts.length > 1 ? parts[1] : "",
                all,
                body.getBytes(StandardCharsets.UTF_8),
                address,
                "request-2"));
  }

  public HttpResponse get(String path) {
    return send("GET", path, Map.of(), "");
  }

  public HttpResponse post(String path, Map<String, String> form) {
    return post(path, FormText.encode(form), Map.of());
  }

  /** Posts a form as it stands, with more headers. */
  public HttpResponse post(String path, String form, Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(headers);
    all.put("Content-Type", "application/x-www-form-urlencoded");
    return send("POST", path, all, form);
  }

  public HttpResponse register(String metadata) {
    return send("POST", "/register", Map.of("Content-Type", "application/json"), metadata);
  }

  /** An MCP request with a token, as a server puts it to the gate: at once, else with I/O. */
  public Admission call(String token) {
    return call(resource(), token, Optional.empty());
  }

  public Admission call(ProtectedResource resource, String token, Optional<String> session) {
    Presented presented = new Presented(resource, List.of("Bearer " + token), "", session);
    return proxy.gate().admitAtOnce(presented).orElseGet(() -> proxy.gate().admit(presented));
  }

  /** A JSON body. */
  public static Map<String, Object> json(HttpResponse response) {
    return Json.readObject(response.body());
  }

  @Override
  public void close() {
    proxy.close();
  }
}
