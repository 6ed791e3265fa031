package dev.oidcproxy.application.outbound;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oidcproxy.domain.port.HttpTransport.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
@Tag("S18")
class GuardedHttpTransportTest {

  /** What {@code localtest.me} and its like do, and a name that changes its address. */
  private static final DnsResolver EVERY_NAME_IS_LOOPBACK =
      new DnsResolver() {
        @Override
        public InetAddress[] resolve(String host) {
          return new InetAddress[] {InetAddress.getLoopbackAddress()};
        }

        @Override
        public String resolveCanonicalHostname(String host) {
          return host;
        }
      };

  private ServerSocket inside;

  @BeforeEach
  void listen() throws IOException {
    inside = new ServerSocket();
    inside.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    inside.setSoTimeout(300);
  }

  @AfterEach
  void close() throws IOException {
    inside.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1:@/", "https://2130706433:@/", "https://0x7f000001:@/",
        "https://0177.0.0.1:@/", "https://[::1]:@/", "https://[::ffff:127.0.0.1]:@/",
        "https://localhost:@/", "http://127.0.0.1:@/"
      })
  void nothing_inside_is_connected_to_and_every_refusal_looks_the_same(String url) {
    try (GuardedHttpTransport transport = transport(List.of(), SystemDefaultDnsResolver.INSTANCE)) {
      assertRefused(transport, url);
    }
  }

  @Test
  void a_name_that_leads_inside_is_not_connected_to() {
    // The port is the standard one as far as the check of the URL goes, so the address decides.
    PublicAddressGuard guard = new PublicAddressGuard(List.of(), EVERY_NAME_IS_LOOPBACK);
    try (PooledHttpTransport pool =
        new PooledHttpTransport(TrustedCertificates.platform(), guard, Optional.empty())) {
      URI uri = URI.create("https://localtest.me:" + inside.getLocalPort() + "/");
      assertThatExceptionOfType(IOException.class).isThrownBy(() -> pool.send(request(uri)));
      assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> inside.accept());
    }
  }

  @Test
  void a_host_that_the_operator_named_is_connected_to() throws Exception {
    inside.setSoTimeout(20_000);
    try (GuardedHttpTransport transport =
        transport(List.of("intranet.example"), EVERY_NAME_IS_LOOPBACK)) {
      Thread asking =
          Thread.ofVirtual()
              .start(() ->
                  assertThatExceptionOfType(IOException.class)
                      .isThrownBy(() ->
                          transport.send(
                              request(
                                  URI.create(
                                      "https://intranet.example:"
                                          + inside.getLocalPort()
                                          + "/")))));
      // Nobody speaks TLS here; what counts is that the connection comes.
      inside.accept().close();
      asking.join();
    }
  }

  private void assertRefused(GuardedHttpTransport transport, String url) {
    URI uri = URI.create(url.replace("@", String.valueOf(inside.getLocalPort())));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> transport.send(request(uri)))
        .withMessage("there is no usable answer")
        .withNoCause();
    assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> inside.accept());
  }

  private static GuardedHttpTransport transport(List<String> privateHosts, DnsResolver names) {
    return new GuardedHttpTransport(
        TrustedCertificates.platform(), new PublicAddressGuard(privateHosts, names));
  }

  private static Request request(URI uri) {
    return new Request("GET", uri, Map.of(), Optional.empty(), Duration.ofSeconds(10), 100);
  }
}
