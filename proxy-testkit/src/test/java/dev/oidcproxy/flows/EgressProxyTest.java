package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.oidcproxy.application.config.EgressProxy;
import dev.oidcproxy.application.config.EgressProxy.Login;
import dev.oidcproxy.application.outbound.GuardedHttpTransport;
import dev.oidcproxy.application.outbound.PooledHttpTransport;
import dev.oidcproxy.application.outbound.PublicAddressGuard;
import dev.oidcproxy.application.outbound.TrustedCertificates;
import dev.oidcproxy.domain.port.HttpTransport.Request;
import dev.oidcproxy.domain.port.HttpTransport.Response;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.testkit.network.ConnectProxy;
import dev.oidcproxy.testkit.tls.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Everything that leaves this machine goes through the proxy that the operator named. */
@Timeout(60)
class EgressProxyTest {

  private static final String LOGIN = "me:canary-password";

  private static TestCertificate certificate;
  private static TrustedCertificates trusted;
  private HttpsServer world;
  private HttpServer here;
  private ConnectProxy proxy;

  @BeforeAll
  static void makeCertificate(@TempDir Path folder) throws Exception {
    certificate = TestCertificate.make(folder, "EC", "dns:app.example");
    trusted = TrustedCertificates.andPem(Files.readString(certificate.certificate()));
  }

  @BeforeEach
  void start() throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(certificate.store(), TestCertificate.PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    world = HttpsServer.create(anyPort, 0);
    world.setHttpsConfigurator(new HttpsConfigurator(context));
    here = HttpServer.create(anyPort, 0);
    for (HttpServer server : List.of(world, here)) {
      server.createContext(
          "/",
          exchange -> {
            byte[] host =
                exchange.getRequestHeaders().getFirst("Host").getBytes(StandardCharsets.UTF_8);
            try (exchange) {
              exchange.sendResponseHeaders(200, host.length);
              exchange.getResponseBody().write(host);
            }
          });
      server.start();
    }
    proxy = ConnectProxy.to(world.getAddress().getPort(), Optional.of(LOGIN));
  }

  @AfterEach
  void stop() {
    proxy.close();
    world.stop(0);
    here.stop(0);
  }

  @Test
  void a_host_that_only_the_proxy_knows_is_reached_through_it_by_tls() throws IOException {
    try (PooledHttpTransport http = pooled("canary-password")) {
      assertThat(text(http.send(get("https://app.example/x")))).isEqualTo("app.example");
      // The tunnel is used again, and the password was sent at once.
      assertThat(text(http.send(get("https://app.example/y")))).isEqualTo("app.example");
    }
    assertThat(proxy.asked()).containsExactly("CONNECT app.example:443 HTTP/1.1");
  }

  @Test
  void the_certificate_of_the_host_is_checked_through_the_tunnel_too() {
    try (PooledHttpTransport http = pooled("canary-password")) {
      assertThatThrownBy(() -> http.send(get("https://other.example/x")))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void what_runs_on_this_machine_is_asked_directly() throws IOException {
    try (PooledHttpTransport http = pooled("canary-password")) {
      for (String host : List.of("127.0.0.1", "localhost")) {
        assertThat(
                http.send(get("http://" + host + ":" + here.getAddress().getPort() + "/")).status())
            .isEqualTo(200);
      }
    }
    assertThat(proxy.asked()).isEmpty();
  }

  @Test
  void a_wrong_password_is_told_by_the_name_of_the_setting_and_without_itself() {
    try (PooledHttpTransport http = pooled("canary-wrong")) {
      assertThatThrownBy(() -> http.send(get("https://app.example/x")))
          .isInstanceOf(IOException.class)
          .hasMessage("the proxy named by egress_proxy refuses our user and password")
          .hasNoCause();
    }
  }

  @Test
  void what_the_proxy_says_is_no_answer_of_the_host() {
    proxy.refuse("503 Service Unavailable");
    try (PooledHttpTransport http = pooled("canary-password")) {
      assertThatThrownBy(() -> http.send(get("https://app.example/x")))
          .hasMessage("the proxy named by egress_proxy refuses to connect us: status 503");
    }
  }

  @Test
  void a_proxy_that_is_down_is_told_apart_from_a_host_that_is() {
    proxy.close();
    try (PooledHttpTransport http = pooled("canary-password")) {
      assertThatThrownBy(() -> http.send(get("https://app.example/x")))
          .isInstanceOf(IOException.class)
          .hasMessage("the proxy named by egress_proxy cannot be reached");
      int free = here.getAddress().getPort();
      here.stop(0);
      assertThatThrownBy(() -> http.send(get("http://127.0.0.1:" + free + "/")))
          .hasMessage("no complete answer");
    }
  }

  @Test
  @Tag("S18")
  void s18_the_proxy_is_asked_for_the_address_that_was_judged_and_the_host_by_its_name()
      throws IOException {
    try (GuardedHttpTransport http = guarded("93.184.215.14")) {
      assertThat(text(http.send(get("https://app.example/x")))).isEqualTo("app.example");
    }
    assertThat(proxy.asked()).containsExactly("CONNECT 93.184.215.14:443 HTTP/1.1");
  }

  @Test
  @Tag("S18")
  void s18_nothing_inside_is_asked_of_the_proxy_or_directly() {
    try (GuardedHttpTransport http = guarded("10.0.0.1")) {
      for (String url :
          List.of(
              "https://app.example/x",
              "https://localhost/x",
              "https://localhost:" + world.getAddress().getPort() + "/x",
              "https://127.0.0.1/x",
              "https://[::1]/x",
              "https://2130706433/x",
              "https://[::ffff:127.0.0.1]/x")) {
        assertThatThrownBy(() -> http.send(get(url)))
            .as(url)
            .hasMessage("there is no usable answer");
      }
    }
    assertThat(proxy.asked()).isEmpty();
  }

  private PooledHttpTransport pooled(String password) {
    return new PooledHttpTransport(trusted, Optional.of(egress(password)));
  }

  private GuardedHttpTransport guarded(String address) {
    return new GuardedHttpTransport(
        trusted,
        new PublicAddressGuard(List.of(), new Named(address)),
        Optional.of(egress("canary-password")));
  }

  private EgressProxy egress(String password) {
    return new EgressProxy(
        "127.0.0.1", proxy.port(), Optional.of(new Login("me", Secret.of(password))));
  }

  private static Request get(String url) {
    return new Request(
        "GET", URI.create(url), Map.of(), Optional.empty(), Duration.ofSeconds(20), 1000);
  }

  private static String text(Response response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  /** The one name there is; addresses are themselves. */
  private record Named(String address) implements DnsResolver {

    @Override
    public InetAddress[] resolve(String host) throws java.net.UnknownHostException {
      return InetAddress.getAllByName(host.equals("app.example") ? address : host);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }
}
