package dev.oidcproxy.store.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.outbound.TrustedCertificates;
import dev.oidcproxy.domain.port.Health;
import dev.oidcproxy.testkit.redis.RedisServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

  private static final String PASSWORD = "password";
  private static final String UNTRUSTED =
      "cannot connect to Redis: TLS failed, check tls.trust_certificates";

  @TempDir private Path folder;
  private RedisServer redis;
  private String certificate;
  private String port;

  @BeforeEach
  void start() throws Exception {
    KeyStore keys = keys();
    certificate = pem("CERTIFICATE", keys.getCertificate("redis").getEncoded());
    Path certificateFile = Files.writeString(folder.resolve("certificate.pem"), certificate);
    Path keyFile =
        Files.writeString(
            folder.resolve("key.pem"),
            pem("PRIVATE KEY", keys.getKey("redis", PASSWORD.toCharArray()).getEncoded()));
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = "" + free.getLocalPort();
    }
    redis =
        RedisServer.start(
            "--tls-port",
            port,
            "--tls-cert-file",
            certificateFile.toString(),
            "--tls-key-file",
            keyFile.toString(),
            "--tls-ca-cert-file",
            certificateFile.toString(),
            "--tls-auth-clients",
            "no");
  }

  @AfterEach
  void stop() {
    redis.close();
  }

  @Test
  void an_authority_that_was_added_is_trusted() {
    try (RedisStore store = store("127.0.0.1", TrustedCertificates.andPem(certificate))) {
      Eventually.holds(() -> store.check().equals(new Health.Up()));
    }
  }

  @Test
  void a_server_that_nobody_vouches_for_is_not_spoken_to() {
    try (RedisStore store = store("127.0.0.1", TrustedCertificates.platform())) {
      Eventually.holds(() -> store.check().equals(new Health.Down(UNTRUSTED)));
    }
  }

  @Test
  void a_certificate_for_another_host_is_none() {
    try (RedisStore store = store("localhost", TrustedCertificates.andPem(certificate))) {
      Eventually.holds(() -> store.check().equals(new Health.Down(UNTRUSTED)));
    }
  }

  private RedisStore store(String host, TrustedCertificates trusted) {
    return new RedisStore(RedisSettings.of("rediss://" + host + ":" + port, "test"), trusted);
  }

  /** Made by the tool of the JDK that runs this. */
  private KeyStore keys() throws Exception {
    Path file = folder.resolve("keys.p12");
    Process made =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "redis",
                "-keyalg",
                "EC",
                "-dname",
                "CN=redis",
                "-ext",
                "SAN=ip:127.0.0.1",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start();
    assertThat(made.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }

  private static String pem(String kind, byte[] content) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(
            kind, Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(content), kind);
  }
}
