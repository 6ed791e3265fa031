package dev.oidcproxy.distribution.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.testkit.tls.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One proxy serves https, and the next one takes it for its provider. */
class RunningTlsTest {

  private static final String SERVING =
      """
      base_url: https://localhost:@port
      listen: 127.0.0.1:@port
      management: {listen: off}
      provider:
        config_url: http://127.0.0.1:9/.well-known/openid-configuration
        client_id: some-client
        client_secret: some-secret
      tls: {certificate: "@certificate", private_key: "@key"}
      """;

  private static final String ASKING =
      """
      base_url: http://127.0.0.1:8000
      listen: 127.0.0.1:0
      management: {listen: "127.0.0.1:0"}
      provider:
        config_url: https://localhost:@port/.well-known/openid-configuration
        client_id: some-client
        client_secret: some-secret
      """;

  @TempDir Path folder;

  private final int port = freePort();
  private TestCertificate certificate;

  @BeforeEach
  void certify() throws Exception {
    certificate = TestCertificate.make(folder, "RSA", "dns:localhost");
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private RunningProxy started(String yaml) {
    return RunningProxyTest.started(
        yaml.replace("@port", Integer.toString(port))
            .replace("@certificate", certificate.certificate().toString())
            .replace("@key", certificate.privateKey().toString()));
  }

  private static String readiness(RunningProxy proxy) throws IOException, InterruptedException {
    int port = proxy.managementAddress().orElseThrow().getPort();
    URI uri = URI.create("http://127.0.0.1:" + port + "/readyz");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  @Test
  void who_is_to_be_trusted_is_and_nobody_else() throws Exception {
    String trust = "tls: {trust_certificates: \"@certificate\"}\n";

    try (RunningProxy provider = started(SERVING);
        RunningProxy trusting = started(ASKING + trust);
        RunningProxy wary = started(ASKING)) {
      assertThat(provider.address().getPort()).isEqualTo(port);
      assertThat(readiness(trusting)).contains("\"provider\":{\"status\":\"up\"}");
      assertThat(readiness(wary)).contains("\"provider\":{\"status\":\"down\"");
    }
  }
}
