package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.domain.client.ApplicationType;
import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.client.ClientAuthentication;
import dev.oidcproxy.domain.client.ClientMetadata;
import dev.oidcproxy.domain.client.ClientMetadata.GrantType;
import dev.oidcproxy.domain.client.RedirectUri;
import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Attacks S7 and S8 at every door: registration, authorization, configuration and documents. */
@Tag("S7")
class RedirectAttackTest {

  private static final String WEB = "https://client.example/cb";

  private final DocumentHost host = new DocumentHost();
  private final TestProxy proxy =
      host.proxy(TestSettings.simple().staticClient(configured(WEB, "http://localhost:1/cb")));

  /** What nobody may register, and nobody may ask for. */
  static Stream<String> neverSafe() {
    return Stream.of(
        "https://user@client.example/cb",
        "https://client.example@evil.example/cb",
        "https://client.example\\@evil.example/cb",
        "https://client.example\\.evil.example/cb",
        "https://client.example%2f.evil.example/cb",
        "https://client.example%5c.evil.example/cb",
        "https://client.example%00.evil.example/cb",
        "https://cl%69ent.example/cb",
        "https://cli\u00ebnt.example/cb",
        "https://client\uff0eexample/cb",
        "https://client.example/cb#fragment",
        "https://client.example/cb#",
        "https://client.example/x/../cb",
        "https://client.example/x/%2e%2e/cb",
        "https://client.example/x/%252e%252e/cb",
        "https://client.example/x%2f..%2fcb",
        "https://client.example/x/..;/cb",
        "https://client.example/%c0%ae%c0%ae/cb",
        "https://client.example/cb%00",
        "https://client.example/cb%0d%0aLocation:x",
        "https://client.example/c\tb",
        "https://client.example/cb\n",
        " https://client.example/cb",
        "https:client.example/cb",
        "https:///client.example/cb",
        "//client.example/cb",
        "/cb",
        "https://2130706433/cb",
        "https://2130706433./cb",
        "https://0177.0.0.1/cb",
        "https://0x7f.1/cb",
        "http://localhost.evil/cb",
        "http://localhost.evil.example:1/cb",
        "http://127.0.0.1.evil.example/cb",
        "http://[::ffff:127.0.0.1]/cb",
        "https://[::ffff:127.0.0.1]/cb",
        "https://[::ffff:7f00:1]/cb",
        "https://[fe80::1%25lo]/cb",
        "javascript:alert(1)",
        "JavaScript://client.example/%0aalert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "DATA:text/html;base64,eA==",
        "vbscript:x",
        "file:///etc/passwd",
        "blob:https://client.example/x",
        "view-source:javascript:x");
  }

  /** Safe in themselves, but not what the client registered. */
  static Stream<String> notRegistered() {
    return Stream.of(
        WEB + "x",
        WEB + "/",
        WEB + "/extra",
        WEB + "?x=1",
        WEB + ".evil.example",
        "https://client.example.evil.example/cb",
        "https://evilclient.example/cb",
        "https://evil.example/client.example/cb",
        "https://evil.example/?https://client.example/cb",
        "https://CLIENT.example/cb",
        "HTTPS://client.example/cb",
        "https://client.example/CB",
        "https://client.example/%63b",
        "https://client.example:443/cb",
        "https://client.example./cb",
        "https://xn--clent-uya.example/cb",
        "http://client.example/cb",
        "cursor://client.example/cb");
  }

  static Stream<String> neverSafeOrNotRegistered() {
    return Stream.concat(neverSafe(), notRegistered());
  }

  @ParameterizedTest
  @MethodSource("neverSafe")
  void registration_makes_no_client_of_it(String uri) {
    HttpResponse answer = register(uri);

    Answers.assertRefused(answer, 400, "invalid_redirect_uri");
    assertThat(TestBrowser.text(answer)).doesNotContain("evil");
  }

  @ParameterizedTest
  @MethodSource("neverSafe")
  void beside_a_good_uri_it_is_dropped(String uri) {
    HttpResponse answer = register(uri, WEB);

    assertThat(answer.status()).isEqualTo(201);
    assertThat(TestProxy.json(answer)).containsEntry("redirect_uris", List.of(WEB));
  }

  @ParameterizedTest
  @MethodSource("neverSafeOrNotRegistered")
  void authorization_shows_a_page_and_goes_nowhere(String uri) {
    String registered = (String) TestProxy.json(register(WEB)).get("client_id");
    host.serve(DocumentHost.CLIENT, DocumentHost.document(WEB, ""));

    for (String id : List.of(registered, "configured", DocumentHost.CLIENT)) {
      TestClient client = new TestClient(proxy, id, WEB);
      goesNowhere(client.authorizeUrl(Map.of("redirect_uri", uri)), uri);
      // Nor when there is something to complain of to the client.
      goesNowhere(client.authorizeUrl(Map.of("redirect_uri", uri, "response_type", "x")), uri);
    }
  }

  @ParameterizedTest
  @MethodSource("neverSafe")
  void a_document_that_names_nothing_else_is_no_client(String uri) {
    host.serve(
        DocumentHost.CLIENT,
        "{\"client_id\":\"%s\",\"client_name\":\"A\",\"redirect_uris\":[%s]}"
            .formatted(DocumentHost.CLIENT, quoted(uri)));

    goesNowhere(new TestClient(proxy, DocumentHost.CLIENT, uri).authorizeUrl(), uri);
  }

  @ParameterizedTest
  @MethodSource("neverSafe")
  void no_pattern_of_the_operator_lets_it_through(String uri) {
    TestProxy open =
        TestProxy.of(TestSettings.simple().redirectPatterns("https://*.example:*/*", "cursor:*"));

    Answers.assertRefused(open.register(body(List.of(uri))), 400, "invalid_redirect_uri");
  }

  @Test
  @Tag("S8")
  void of_a_loopback_uri_that_is_registered_the_port_alone_may_vary() {
    for (String id :
        List.of(
            "configured",
            (String) TestProxy.json(register("http://localhost:1/cb")).get("client_id"))) {
      TestClient client = new TestClient(proxy, id, "http://localhost:1/cb");
      for (String uri : List.of("http://localhost/cb", "http://localhost:65535/cb")) {
        assertThat(proxy.browser().visit(client.authorizeUrl(Map.of("redirect_uri", uri))).status())
            .as(uri)
            .isEqualTo(302);
      }
      for (String uri :
          List.of(
              "http://127.0.0.1:1/cb",
              "http://[::1]:1/cb",
              "http://localhost:2/other",
              "http://localhost:2/cb/",
              "http://localhost:2/cb?x",
              "https://localhost:2/cb",
              "http://x.localhost:2/cb",
              "http://localhost.:2/cb",
              "http://localhost:65536/cb",
              "http://localhost:1:2/cb")) {
        goesNowhere(client.authorizeUrl(Map.of("redirect_uri", uri)), uri);
      }
    }
  }

  @Test
  @Tag("S8")
  void no_other_port_is_free() {
    TestClient client = new TestClient(proxy, "configured", WEB);

    goesNowhere(
        client.authorizeUrl(Map.of("redirect_uri", "https://client.example:8443/cb")), "8443");
  }

  private void goesNowhere(String authorize, String uri) {
    HttpResponse page = proxy.browser().visit(authorize);
    Answers.assertPage(page, 400);
    assertThat(TestBrowser.text(page)).doesNotContain(uri).doesNotContain("evil.example");
  }

  private HttpResponse register(String... uris) {
    return proxy.register(body(List.of(uris)));
  }

  private static String body(List<String> uris) {
    return "{\"client_name\":\"A\",\"redirect_uris\":[%s]}"
        .formatted(String.join(",", uris.stream().map(RedirectAttackTest::quoted).toList()));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n") + '"';
  }

  private static Client configured(String... uris) {
    return new Client(
        new ClientId("configured"),
        new ClientMetadata(
            Stream.of(uris).map(RedirectUri::new).toList(),
            Optional.of("Configured"),
            Optional.empty(),
            ApplicationType.NATIVE,
            EnumSet.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN),
            Set.of(),
            Optional.empty(),
            Optional.empty()),
        new ClientAuthentication.None(),
        Client.Origin.CONFIGURED,
        Instant.EPOCH,
        Instant.MAX);
  }
}
