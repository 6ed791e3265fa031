package dev.oidcproxy.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * An OpenID provider on a loopback port with real keys, for tests: it checks codes, PKCE and client
 * authentication as a provider does, and misbehaves when told to. Its one person has signed in
 * already and agrees to everything. The methods that change it return it, and hold from then on.
 */
public final class FakeProvider implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<ProviderEndpoint, Fault> faults = new ConcurrentHashMap<>();
  private final Map<ProviderEndpoint, Consumer<ReceivedRequest>> onRequest =
      new ConcurrentHashMap<>();
  private final Map<ProviderEndpoint, Consumer<ReceivedRequest>> onAnswer =
      new ConcurrentHashMap<>();
  private final Map<ProviderEndpoint, List<ReceivedRequest>> received = new ConcurrentHashMap<>();
  private final ProviderMetadata metadata;
  private final ProviderTokens tokens;
  private final ProviderGrants grants;

  private FakeProvider(InstantSource clock) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    metadata = new ProviderMetadata(issuer());
    tokens = new ProviderTokens(issuer(), clientId(), clock);
    grants = new ProviderGrants(tokens, clientId(), clientSecret());
    person("user-1", "Ada Lovelace");
    for (ProviderEndpoint endpoint : ProviderEndpoint.values()) {
      server.createContext(endpoint.path(), exchange -> serve(endpoint, exchange));
    }
    server.setExecutor(threads);
    server.start();
  }

  /** A provider that reads the time from {@code clock}. */
  public static FakeProvider start(InstantSource clock) {
    return new FakeProvider(clock);
  }

  public String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Where its discovery document is. */
  public String configUrl() {
    return issuer() + ProviderEndpoint.DISCOVERY.path();
  }

  public String clientId() {
    return "the-client";
  }

  /** Needs form-encoding in a Basic header (RFC 6749 section 2.3.1), so that omitting it shows. */
  public String clientSecret() {
    return "s3cret:with%special +chars";
  }

  /** Who signs in from now on; the other claims follow from the name. */
  public FakeProvider person(String subject, String name) {
    tokens.person(subject, name);
    return this;
  }

  /** Plays the browser: opens the login URI, signs in, and is sent to the URI returned. */
  public URI authorize(URI loginUri) {
    return grants.authorize(loginUri, metadata.callbackIssuer());
  }

  /** Plays the browser of a person who refuses, or whom the provider refuses. */
  public URI refuse(URI loginUri, String error) {
    return grants.refuse(loginUri, error, metadata.callbackIssuer());
  }

  /** Changes a field of the discovery document; {@code null} removes it. */
  public FakeProvider discovery(String field, Object value) {
    metadata.change(field, value);
    return this;
  }

  /** Changes a claim of every ID token; {@code null} removes it. */
  public FakeProvider idToken(String claim, Object value) {
    tokens.idToken(claim, value);
    return this;
  }

  /** Changes a claim of every access token; {@code null} removes it. */
  public FakeProvider accessToken(String claim, Object value) {
    tokens.accessToken(claim, value);
    return this;
  }

  /** Changes a field of every successful token response; {@code null} removes it. */
  public FakeProvider tokenResponse(String field, Object value) {
    tokens.field(field, value);
    return this;
  }

  public FakeProvider signIdTokens(Signature signature) {
    tokens.idTokenSignature = signature;
    return this;
  }

  public FakeProvider signAccessTokens(Signature signature) {
    tokens.accessTokenSignature = signature;
    return this;
  }

  /** Access tokens are no JWTs any more. */
  public FakeProvider opaqueAccessTokens() {
    tokens.opaque = true;
    return this;
  }

  /** New keys; the old ones are published no more. */
  public FakeProvider rotateKeys() {
    tokens.keys.rotate();
    return this;
  }

  /** Whether a refresh gives a new refresh token and ends the old one; it does at first. */
  public FakeProvider rotateRefreshTokens(boolean rotate) {
    grants.rotate = rotate;
    return this;
  }

  /**
   * Whether a rotated refresh token stays good until its successor is used, so that an answer that
   * was lost costs nothing; it does not at first.
   */
  public FakeProvider honourPredecessors(boolean honour) {
    grants.honourPredecessors = honour;
    return this;
  }

  /** How tokens are exchanged for those of other APIs. */
  public ProviderExchanges exchanges() {
    return grants.exchanges;
  }

  /** Every refresh token answers {@code invalid_grant} from now on. */
  public FakeProvider endGrants() {
    grants.refreshTokens.clear();
    return this;
  }

  /** The endpoint does this in place of its work. */
  public FakeProvider fault(ProviderEndpoint endpoint, Fault fault) {
    faults.put(endpoint, fault);
    return this;
  }

  /** Runs {@code task} whenever a request has come to the endpoint, before its work. */
  public FakeProvider onRequest(ProviderEndpoint endpoint, Consumer<ReceivedRequest> task) {
    onRequest.put(endpoint, task);
    return this;
  }

  /** Runs {@code task} whenever the endpoint has done its work, before its answer leaves. */
  public FakeProvider onAnswer(ProviderEndpoint endpoint, Consumer<ReceivedRequest> task) {
    onAnswer.put(endpoint, task);
    return this;
  }

  /** The endpoint works again. */
  public FakeProvider repair(ProviderEndpoint endpoint) {
    faults.remove(endpoint);
    return this;
  }

  /** Every connection ends without an answer. */
  public FakeProvider down() {
    for (ProviderEndpoint endpoint : ProviderEndpoint.values()) {
      fault(endpoint, Fault.hangUp());
    }
    return this;
  }

  /** Every endpoint works again. */
  public FakeProvider up() {
    faults.clear();
    return this;
  }

  /** What it says of an access token of its own that has not ended. */
  public Optional<Map<String, Object>> claims(String accessToken) {
    return tokens.claims(accessToken);
  }

  /** What came to an endpoint so far, in order. */
  public List<ReceivedRequest> received(ProviderEndpoint endpoint) {
    return List.copyOf(received.getOrDefault(endpoint, List.of()));
  }

  /** The tokens that were revoked. */
  public List<String> revoked() {
    return List.copyOf(grants.revoked);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(ProviderEndpoint endpoint, HttpExchange exchange) throws IOException {
    try (exchange) {
      ReceivedRequest request = ReceivedRequest.of(exchange);
      received.computeIfAbsent(endpoint, e -> new CopyOnWriteArrayList<>()).add(request);
      onRequest.getOrDefault(endpoint, any -> {}).accept(request);
      Fault fault = faults.get(endpoint);
      if (fault != null) {
        fault.answer(exchange);
      } else if (endpoint == ProviderEndpoint.AUTHORIZATION) {
        redirect(exchange);
      } else {
        ProviderAnswer answer = work(endpoint, request);
        onAnswer.getOrDefault(endpoint, any -> {}).accept(request);
        answer.send(exchange);
      }
    }
  }

  private ProviderAnswer work(ProviderEndpoint endpoint, ReceivedRequest request) {
    return switch (endpoint) {
      case DISCOVERY -> ProviderAnswer.of(metadata.document());
      case JWKS -> ProviderAnswer.of(tokens.keys.published());
      case TOKEN -> grants.token(request);
      case PUSHED_AUTHORIZATION -> grants.push(request);
      case REVOCATION -> grants.revoke(request);
      case USERINFO -> grants.userinfo(request);
      case INTROSPECTION -> grants.introspect(request);
      case AUTHORIZATION -> throw new IllegalArgumentException("answered by a redirect");
    };
  }

  private void redirect(HttpExchange exchange) throws IOException {
    URI callback = authorize(URI.create(issuer()).resolve(exchange.getRequestURI()));
    exchange.getResponseHeaders().set("Location", callback.toString());
    exchange.sendResponseHeaders(302, -1);
  }
}
