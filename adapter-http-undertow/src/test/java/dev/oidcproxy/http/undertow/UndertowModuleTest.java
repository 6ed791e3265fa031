package dev.oidcproxy.http.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Stage;
import com.google.inject.multibindings.OptionalBinder;
import dev.oidcproxy.application.branding.Branding;
import dev.oidcproxy.application.config.IdentityMode;
import dev.oidcproxy.application.config.ProtectedResource;
import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.config.ProxySettings.AllowedOrigins;
import dev.oidcproxy.application.config.ProxySettings.ConsentMode;
import dev.oidcproxy.application.config.ProxySettings.ConsentSettings;
import dev.oidcproxy.application.config.ProxySettings.RegistrationSettings;
import dev.oidcproxy.application.gateway.Gate;
import dev.oidcproxy.application.http.ErrorResponses;
import dev.oidcproxy.application.http.Routes;
import dev.oidcproxy.domain.access.AllowedIdentities;
import dev.oidcproxy.domain.access.ScopeHierarchy;
import dev.oidcproxy.domain.claim.ClaimMapping;
import dev.oidcproxy.domain.client.RedirectPolicy;
import dev.oidcproxy.domain.port.Entropy;
import dev.oidcproxy.domain.token.TokenLifetimes;
import dev.oidcproxy.domain.value.Resource;
import dev.oidcproxy.http.undertow.gateway.GatewayObserver;
import dev.oidcproxy.testkit.RawConnection;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UndertowModuleTest {

  private final BlockingQueue<String> observed = new LinkedBlockingQueue<>();

  @Test
  void the_server_serves_what_is_bound_and_tells_the_observer() throws Exception {
    UndertowSettings settings = UndertowSettings.plain(new ListenAddress("127.0.0.1", 0));
    UndertowServer server =
        Guice.createInjector(Stage.PRODUCTION, new UndertowModule(settings), new Rest())
            .getInstance(UndertowServer.class);

    try (TestServer running = new TestServer(server);
        RawConnection client = new RawConnection(running.port())) {
      assertThat(client.ask("GET /mcp HTTP/1.1\r\nHost: x\r\n\r\n").status()).isEqualTo(401);
      assertThat(observed.poll(10, TimeUnit.SECONDS)).isEqualTo("/mcp 401 true");
    }
  }

  private final class Rest extends AbstractModule {

    @Override
    protected void configure() {
      bind(ProxySettings.class).toInstance(settings());
      bind(Routes.class).toInstance(new Routes(List.of(), new ErrorResponses()));
      bind(Gate.class).toInstance(new TestGateway.TwoTokens());
      bind(Entropy.class).toInstance(TestServer.ENTROPY);
      bind(InstantSource.class).toInstance(InstantSource.system());
      OptionalBinder.newOptionalBinder(binder(), GatewayObserver.class)
          .setBinding()
          .toInstance((resource, status, startNanos) ->
              observed.add(
                  resource.path() + " " + status + " " + (startNanos <= System.nanoTime())));
    }
  }

  private static ProxySettings settings() {
    ProtectedResource resource =
        new ProtectedResource(
            new Resource("http://x/mcp"),
            "/mcp",
            URI.create("http://127.0.0.1:1/mcp"),
            Set.of(),
            IdentityMode.NONE,
            Optional.empty());
    return new ProxySettings(
        "http://x",
        "http://x",
        "http://x",
        "/auth/callback",
        Branding.named("test"),
        Optional.empty(),
        Optional.empty(),
        List.of(resource),
        RedirectPolicy.registeredOnly(),
        new ConsentSettings(ConsentMode.ALWAYS, Optional.empty()),
        true,
        new RegistrationSettings(true, ProxySettings.ClientIds.STORED, Duration.ofDays(90), 60),
        new ProxySettings.ClientDocumentSettings(false, Optional.empty(), List.of(), List.of()),
        List.of(),
        List.of(),
        new TokenLifetimes(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Duration.ofDays(365),
            Duration.ZERO),
        Duration.ofSeconds(60),
        new AllowedOrigins(Set.of(), true),
        ScopeHierarchy.FLAT,
        AllowedIdentities.EVERYONE,
        ClaimMapping.NONE,
        Map.of(),
        Optional.empty());
  }
}
