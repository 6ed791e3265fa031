package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.application.outbound.GuardedHttpTransport;
import dev.oidcproxy.application.outbound.PublicAddressGuard;
import dev.oidcproxy.application.outbound.TrustedCertificates;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestProxy.World;
import dev.oidcproxy.testkit.flow.TestSettings;
import dev.oidcproxy.testkit.tls.TestCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where a client id can make us connect to (attack S18), over real sockets. */
@Timeout(60)
class DocumentFetchTest {

  private static TestCertificate certificate;
  private static String pem;
  private final AtomicInteger connections = new AtomicInteger();
  private final World world = World.create(store -> store);
  private HttpsServer server;
  private GuardedHttpTransport transport;

  @BeforeAll
  static void makeCertificate(@TempDir Path folder) throws Exception {
    certificate = TestCertificate.make(folder, "EC", "dns:localhost");
    pem = Files.readString(certificate.certificate());
  }

  @BeforeEach
  void start() throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(certificate.store(), TestCertificate.PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    serve("/client.json", exchange -> answer(exchange, 200, json("/client.json")));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    transport.close();
  }

  @Test
  void a_company_may_keep_documents_on_a_host_inside_that_it_names() {
    TestProxy proxy = proxy("localhost");

    assertThat(client(proxy, id("localhost", "/client.json")).signIn().access()).isNotEmpty();
    assertThat(connections).hasValue(1);
  }

  @Tag("S18")
  @Test
  void s18_nothing_inside_is_connected_to() {
    TestProxy proxy = proxy("intranet.example");

    for (String host :
        List.of(
            "localhost",
            "LOCALHOST",
            "127.0.0.1",
            "127.1",
            "2130706433",
            "0x7f000001",
            "0177.0.0.1",
            "[::1]",
            "[::ffff:127.0.0.1]",
            "[64:ff9b::7f00:1]")) {
      Answers.assertPage(
          proxy.browser().visit(client(proxy, id(host, "/client.json")).authorizeUrl()), 400);
    }
    Answers.assertPage(
        proxy.browser().visit(client(proxy, "https://localhost/client.json").authorizeUrl()), 400);
    assertThat(connections).hasValue(0);
  }

  @Tag("S18")
  @Test
  void s18_whatever_goes_wrong_looks_the_same() throws IOException {
    TestProxy proxy = proxy("localhost");
    serve(
        "/redirect",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/client.json");
          answer(exchange, 302, "");
        });
    serve("/large", exchange -> answer(exchange, 200, json("/large") + " ".repeat(5 * 1024)));
    byte[] bomb = zipped(json("/bomb") + " ".repeat(10_000_000));
    serve(
        "/bomb",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          send(exchange, 200, bomb);
        });
    serve(
        "/page",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          send(exchange, 200, json("/page").getBytes(StandardCharsets.UTF_8));
        });
    serve("/forbidden", exchange -> answer(exchange, 403, json("/forbidden")));

    String unreachable =
        refusal(proxy, "https://localhost:" + (server.getAddress().getPort() ^ 1) + "/client.json");
    for (String path : List.of("/redirect", "/large", "/bomb", "/page", "/forbidden", "/none")) {
      int before = connections.get();
      assertThat(refusal(proxy, id("localhost", path))).as(path).isEqualTo(unreachable);
      assertThat(connections.get() - before).as(path).isLessThanOrEqualTo(1);
    }
  }

  private static String refusal(TestProxy proxy, String id) {
    HttpResponse page = proxy.browser().visit(client(proxy, id).authorizeUrl());
    Answers.assertPage(page, 400);
    return TestBrowser.text(page);
  }

  private TestProxy proxy(String privateHost) {
    transport =
        new GuardedHttpTransport(
            TrustedCertificates.andPem(pem), new PublicAddressGuard(List.of(privateHost)));
    return new TestProxy(world, TestSettings.simple(), b -> b.documents(transport));
  }

  private static TestClient client(TestProxy proxy, String id) {
    return new TestClient(proxy, id, TestClient.WEB);
  }

  private String id(String host, String path) {
    return "https://" + host + ":" + server.getAddress().getPort() + path;
  }

  private String json(String path) {
    return DocumentHost.document(TestClient.WEB, "")
        .replace(DocumentHost.CLIENT, id("localhost", path));
  }

  private void serve(String path, HttpHandler handler) {
    server.createContext(
        path,
        exchange -> {
          connections.incrementAndGet();
          handler.handle(exchange);
        });
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    send(exchange, status, body.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static byte[] zipped(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
