package dev.oidcproxy.application.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.oidcproxy.domain.port.HttpTransport.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedCertificatesTest {

  private static final char[] PASSWORD = "changeit".toCharArray();

  private static KeyStore store;
  private HttpsServer server;

  @BeforeAll
  static void makeCertificate(@TempDir Path folder) throws Exception {
    store = selfSigned(folder);
  }

  @BeforeEach
  void start() throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void a_server_whose_authority_nobody_knows_is_not_spoken_to() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> status("127.0.0.1", TrustedCertificates.platform()))
        .withCauseInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void an_authority_from_a_pem_file_is_trusted() throws Exception {
    assertThat(status("127.0.0.1", TrustedCertificates.andPem(pem()))).isEqualTo(204);
  }

  @Test
  void a_certificate_for_another_host_is_refused_whoever_signed_it() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> status("localhost", TrustedCertificates.andPem(pem())))
        .withCauseInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void a_file_without_certificates_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> TrustedCertificates.andPem(""));
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            TrustedCertificates.andPem(
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"));
  }

  private int status(String host, TrustedCertificates trusted) throws IOException {
    URI uri = URI.create("https://" + host + ":" + server.getAddress().getPort() + "/");
    try (PooledHttpTransport transport = new PooledHttpTransport(trusted)) {
      return transport
          .send(new Request("GET", uri, Map.of(), Optional.empty(), Duration.ofSeconds(20), 100))
          .status();
    }
  }

  private static String pem() throws Exception {
    Certificate certificate = store.getCertificate("server");
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
        + "\n-----END CERTIFICATE-----\n";
  }

  /** The JDK has no public API that makes certificates, but a tool beside it. */
  private static KeyStore selfSigned(Path folder) throws Exception {
    Path file = folder.resolve("server.p12");
    Process tool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=test",
                "-ext",
                "SAN=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(tool.waitFor()).isZero();
    KeyStore made = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      made.load(in, PASSWORD);
    }
    return made;
  }
}
