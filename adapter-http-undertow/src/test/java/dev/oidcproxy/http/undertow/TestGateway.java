package dev.oidcproxy.http.undertow;

import dev.oidcproxy.application.config.IdentityMode;
import dev.oidcproxy.application.config.ProtectedResource;
import dev.oidcproxy.application.config.ProxySettings.AllowedOrigins;
import dev.oidcproxy.application.gateway.Admission;
import dev.oidcproxy.application.gateway.CrossOrigin;
import dev.oidcproxy.application.gateway.Gate;
import dev.oidcproxy.application.gateway.Presented;
import dev.oidcproxy.application.http.ErrorResponses;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.application.http.Routes;
import dev.oidcproxy.domain.value.Resource;
import dev.oidcproxy.http.undertow.gateway.GatewayObserver;
import dev.oidcproxy.http.undertow.gateway.McpResources;
import dev.oidcproxy.testkit.RawConnection;
import dev.oidcproxy.testkit.flow.TestProxy;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xnio.XnioIoThread;

/** A gateway on a free port in front of one backend, with a gate that knows two tokens. */
final class TestGateway implements AutoCloseable {

  static final String REQUEST = "GET /mcp HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer known\r\n";

  private final UndertowServer server;
  private final int port;

  private TestGateway(UndertowSettings settings, ProtectedResource resource, Gate gate) {
    this.server =
        new UndertowServer(
            settings,
            new Routes(List.of(), new ErrorResponses()),
            new McpResources(
                List.of(resource),
                gate,
                new CrossOrigin(new AllowedOrigins(Set.of("https://app.example.com"), false)),
                GatewayObserver.NONE),
            TestServer.ENTROPY,
            InstantSource.system());
    this.port = server.start().getPort();
  }

  static TestGateway to(URI backend) {
    return to(backend, Optional.empty());
  }

  static TestGateway to(URI backend, Optional<Duration> timeout) {
    return to(backend, timeout, UndertowSettings.plain(new ListenAddress("127.0.0.1", 0)));
  }

  static TestGateway to(URI backend, Optional<Duration> timeout, UndertowSettings settings) {
    return new TestGateway(
        settings,
        new ProtectedResource(
            new Resource("https://mcp.example.com/mcp"),
            "/mcp",
            backend,
            Set.of(),
            IdentityMode.HEADERS,
            timeout),
        new TwoTokens());
  }

  /** One with the gate of a whole proxy, before its first resource. */
  static TestGateway to(URI backend, TestProxy proxy) {
    return to(backend, proxy, UndertowSettings.plain(new ListenAddress("127.0.0.1", 0)));
  }

  static TestGateway to(URI backend, TestProxy proxy, UndertowSettings settings) {
    ProtectedResource resource = proxy.resource();
    return new TestGateway(
        settings,
        new ProtectedResource(
            resource.resource(),
            resource.path(),
            backend,
            resource.requiredScopes(),
            resource.identity(),
            resource.timeout(),
            resource.tools(),
            resource.onBehalfOf()),
        proxy.proxy().gate());
  }

  RawConnection connect() throws IOException {
    return new RawConnection(port);
  }

  int port() {
    return port;
  }

  void stop(Duration drain) {
    server.stop(drain);
  }

  @Override
  public void close() {
    server.close();
  }

  /**
   * Admits {@code known} at once, on the I/O thread and no other, {@code new} only when it may
   * block, and nobody else. A session is sealed by a suffix.
   */
  static final class TwoTokens implements Gate {

    private static final String SEAL = ".sealed";

    @Override
    public Optional<Admission> admitAtOnce(Presented presented) {
      if (!(Thread.currentThread() instanceof XnioIoThread)) {
        return Optional.of(new Admission.Refused(HttpResponse.empty(500)));
      }
      if (presented.authorization().equals(List.of("Bearer new"))) {
        return Optional.empty();
      }
      return Optional.of(
          presented.authorization().equals(List.of("Bearer known"))
              ? admitted(presented.sessionId())
              : new Admission.Refused(
                  HttpResponse.json(401, Map.of("error", "invalid_token"))
                      .with("WWW-Authenticate", "Bearer")));
    }

    @Override
    public Admission admit(Presented presented) {
      return Thread.currentThread().isVirtual()
          ? admitted(presented.sessionId())
          : new Admission.Refused(HttpResponse.empty(500));
    }

    private static Admission admitted(Optional<String> session) {
      if (session.filter(id -> !id.endsWith(SEAL)).isPresent()) {
        return new Admission.Refused(HttpResponse.empty(404));
      }
      return new Admission.Admitted(
          Map.of("X-Forwarded-User", "alice", "Assertion", "signed"),
          session.map(id -> id.substring(0, id.length() - SEAL.length())),
          id -> id + SEAL);
    }
  }
}
