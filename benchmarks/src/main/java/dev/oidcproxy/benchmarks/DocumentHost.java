package dev.oidcproxy.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.oidcproxy.application.outbound.TrustedCertificates;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.tls.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Publishes the document of one client by https on loopback, and counts who asks. */
final class DocumentHost implements AutoCloseable {

  static final String NAME = "localhost";

  private final AtomicInteger fetches = new AtomicInteger();
  private final HttpsServer server;
  private final TrustedCertificates trusted;

  private DocumentHost(HttpsServer server, TrustedCertificates trusted) {
    this.server = server;
    this.trusted = trusted;
    server.createContext("/client.json", this::serve);
    server.start();
  }

  static DocumentHost start() throws IOException, GeneralSecurityException, InterruptedException {
    Path folder = Files.createTempDirectory("oidc-proxy-documents");
    TestCertificate certificate = TestCertificate.make(folder, "EC", "dns:" + NAME);
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(certificate.store(), TestCertificate.PASSWORD.toCharArray());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    String pem = Files.readString(certificate.certificate());
    return new DocumentHost(server, TrustedCertificates.andPem(pem));
  }

  /** The client's id. */
  String url() {
    return "https://" + NAME + ":" + server.getAddress().getPort() + "/client.json";
  }

  TrustedCertificates trusted() {
    return trusted;
  }

  int fetches() {
    return fetches.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    fetches.incrementAndGet();
    byte[] document =
        "{\"client_id\":\"%s\",\"client_name\":\"A client\",\"redirect_uris\":[\"%s\"]}"
            .formatted(url(), TestClient.LOOPBACK)
            .getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.getResponseHeaders().set("Cache-Control", "max-age=86400");
      exchange.sendResponseHeaders(200, document.length);
      exchange.getResponseBody().write(document);
    }
  }
}
