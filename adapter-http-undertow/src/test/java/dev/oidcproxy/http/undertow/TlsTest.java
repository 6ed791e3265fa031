package dev.oidcproxy.http.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.pem.Pem;
import dev.oidcproxy.http.undertow.exchange.Limits;
import dev.oidcproxy.http.undertow.exchange.TrustedProxies;
import dev.oidcproxy.http.undertow.tls.TlsContexts;
import dev.oidcproxy.testkit.RawConnection;
import dev.oidcproxy.testkit.RawConnection.Answer;
import dev.oidcproxy.testkit.tls.TestCertificate;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsTest {

  @TempDir Path folder;

  @Test
  void clients_are_served_by_https_with_keys_of_either_kind() throws Exception {
    for (String algorithm : List.of("EC", "RSA")) {
      TestCertificate certificate = TestCertificate.make(folder, algorithm, "ip:127.0.0.1");
      try (TestBackend backend = new TestBackend(call -> call.json("" + call.skipBody()));
          TestGateway gateway = gateway(backend.uri(), Optional.of(certificate), Optional.empty());
          RawConnection client = tlsClient(gateway, certificate)) {
        for (int i = 0; i < 3; i++) {
          String body = "x".repeat(100_000);
          Answer answer =
              client.ask(
                  TestGateway.REQUEST.replace("GET", "POST")
                      + "Content-Length: 100000\r\n\r\n"
                      + body);
          assertThat(answer.body()).isEqualTo("100000");
        }
      }
    }
  }

  @Test
  void a_client_that_leaves_a_silent_stream_over_tls_ends_it_at_the_backend() throws Exception {
    TestCertificate certificate = TestCertificate.make(folder, "EC", "ip:127.0.0.1");
    CountDownLatch ended = new CountDownLatch(1);
    try (TestBackend backend =
            new TestBackend(call -> {
              call.stream();
              call.event("one");
              if (call.connection().isClosed()) {
                ended.countDown();
              }
            });
        TestGateway gateway = gateway(backend.uri(), Optional.of(certificate), Optional.empty())) {
      try (RawConnection client = tlsClient(gateway, certificate)) {
        client.send(TestGateway.REQUEST + "\r\n");
        client.head();
        assertThat(client.chunk()).isEqualTo("data: one\n\n");
      }
      assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void a_backend_by_https_needs_a_certificate_that_is_trusted_and_has_its_name() throws Exception {
    TestCertificate right = TestCertificate.make(folder, "EC", "ip:127.0.0.1");
    TestCertificate wrong = TestCertificate.make(folder, "RSA", "dns:other.example.com");

    assertThat(ask(right, Optional.of(right)).body()).isEqualTo("{}");
    assertThat(ask(right, Optional.empty()).status()).isIn(502, 503);
    assertThat(ask(wrong, Optional.of(wrong)).status()).isIn(502, 503);
  }

  private Answer ask(TestCertificate backends, Optional<TestCertificate> trusted) throws Exception {
    ServerSocket listener =
        context(backends)
            .getServerSocketFactory()
            .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
    try (TestBackend backend =
            new TestBackend(
                listener,
                call -> {
                  call.skipBody();
                  call.json("{}");
                });
        TestGateway gateway =
            gateway(
                URI.create("https://127.0.0.1:" + backend.port() + "/mcp"),
                Optional.empty(),
                trusted);
        RawConnection client = gateway.connect()) {
      Answer first =
          client.ask(TestGateway.REQUEST.replace("GET", "POST") + "Content-Length: 5\r\n\r\nhello");
      return first.status() == 200 ? client.ask(TestGateway.REQUEST + "\r\n") : first;
    }
  }

  private static TestGateway gateway(
      URI backend, Optional<TestCertificate> own, Optional<TestCertificate> trusted)
      throws Exception {
    Optional<SSLContext> tls =
        own.isEmpty()
            ? Optional.empty()
            : Optional.of(
                TlsContexts.server(
                    Pem.certificates(Files.readString(own.get().certificate())),
                    Pem.privateKey(Files.readString(own.get().privateKey()))));
    Optional<SSLContext> backendTls =
        trusted.isEmpty()
            ? Optional.empty()
            : Optional.of(
                TlsContexts.client(
                    Pem.certificates(Files.readString(trusted.get().certificate()))));
    return TestGateway.to(
        backend,
        Optional.empty(),
        new UndertowSettings(
            new ListenAddress("127.0.0.1", 0),
            tls,
            backendTls,
            TrustedProxies.NONE,
            Limits.STANDARD));
  }

  private static RawConnection tlsClient(TestGateway gateway, TestCertificate trusted)
      throws Exception {
    SSLContext client =
        TlsContexts.client(Pem.certificates(Files.readString(trusted.certificate())));
    return new RawConnection(client.getSocketFactory().createSocket("127.0.0.1", gateway.port()));
  }

  private static SSLContext context(TestCertificate certificate) throws Exception {
    KeyStore store = certificate.store();
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, TestCertificate.PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }
}
