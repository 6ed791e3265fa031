package dev.oidcproxy.flows;

import static dev.oidcproxy.flows.DocumentHost.CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.testkit.FormText;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The limits of what anybody may ask for: sign-ins, fetches of documents, guesses of secrets. */
class RequestLimitTest {

  private static final String OWNER = "192.0.2.1";
  private static final String ATTACKER = "198.51.100.1";

  private final DocumentHost host = new DocumentHost();
  private final TestProxy proxy = host.proxy(TestSettings.simple());

  @Test
  @Tag("S23")
  void sign_ins_that_are_begun_too_often_get_a_page_and_programs_an_error() {
    TestClient client = TestClient.register(proxy);
    TestClient other = TestClient.register(proxy, TestClient.WEB);
    for (int i = 0; i < 600; i++) {
      assertThat(authorize(client, OWNER, "text/html").status()).isEqualTo(302);
    }

    HttpResponse page = authorize(client, OWNER, "text/html");

    Answers.assertPage(page, 429);
    assertThat(page.headers().first("Retry-After")).contains("1");
    assertThat(TestBrowser.text(page)).contains("request-2");
    Answers.assertRefused(authorize(client, OWNER, "*/*"), 429, "temporarily_unavailable");
    assertThat(authorize(other, OWNER, "text/html").status()).isEqualTo(302);
    assertThat(authorize(client, "192.0.2.2", "text/html").status()).isEqualTo(302);
    assertThat(records("transactions")).isEqualTo(602);
  }

  @Test
  @Tag("S23")
  void s23_sign_ins_to_the_account_page_are_limited_and_a_session_is_not() {
    TestBrowser person = proxy.browser();
    String login =
        person
            .start(proxy.settings().baseUrl() + "/account/apps")
            .headers()
            .first("Location")
            .orElseThrow();
    TestClient.comeBack(person, proxy.provider().signIn(URI.create(login)));
    for (int i = 0; i < 120; i++) {
      assertThat(apps(OWNER).status()).isEqualTo(302);
    }

    Answers.assertPage(apps(OWNER), 429);
    assertThat(apps("192.0.2.2").status()).isEqualTo(302);
    assertThat(records("account-logins")).isEqualTo(121);
    for (int i = 0; i < 200; i++) {
      Answers.assertPage(person.visit(proxy.settings().baseUrl() + "/account/apps"), 200);
    }
  }

  @Test
  void a_host_is_not_asked_for_documents_too_often() {
    for (int i = 0; i < 30; i++) {
      Answers.assertPage(proxy.browser().visit(document("https://app.example/" + i)), 400);
    }

    Answers.assertPage(proxy.browser().visit(document("https://app.example/x")), 429);

    assertThat(host.asked()).hasSize(30);
    Answers.assertPage(proxy.browser().visit(document("https://other.example/x")), 400);
    assertThat(host.asked()).hasSize(31);
    proxy.clock().pass(Duration.ofSeconds(2));
    Answers.assertPage(proxy.browser().visit(document("https://app.example/x")), 400);
  }

  @Test
  void a_good_copy_of_a_document_is_never_limited_even_when_it_is_old() {
    host.serve(CLIENT, DocumentHost.document(TestClient.WEB, ""));
    TestClient client = new TestClient(proxy, CLIENT, TestClient.WEB);
    assertThat(proxy.browser().visit(client.authorizeUrl()).status()).isEqualTo(302);
    proxy.clock().pass(Duration.ofHours(2));
    for (int i = 0; i < 30; i++) {
      proxy.browser().visit(document("https://app.example/" + i));
    }

    assertThat(proxy.browser().visit(client.authorizeUrl()).status()).isEqualTo(302);
    assertThat(host.asked(CLIENT)).isEqualTo(1);

    proxy.clock().pass(Duration.ofMinutes(1));
    assertThat(proxy.browser().visit(client.authorizeUrl()).status()).isEqualTo(302);
    assertThat(host.asked(CLIENT)).isEqualTo(2);
  }

  @Test
  @Tag("S31")
  void s31_secrets_cannot_be_guessed_for_long_nor_the_owner_locked_out() {
    Map<String, Object> registered = confidential();
    String id = (String) registered.get("client_id");
    String secret = (String) registered.get("client_secret");
    for (int i = 0; i < 30; i++) {
      Answers.assertRefused(revoke(ATTACKER, id, "guess " + i), 401, "invalid_client");
    }

    HttpResponse guess = revoke(ATTACKER, id, "guess");
    HttpResponse right = revoke(ATTACKER, id, secret);

    Answers.assertRefused(guess, 429, "temporarily_unavailable");
    assertThat(guess.headers().first("Retry-After")).contains("2");
    assertThat(right.status()).isEqualTo(429);
    assertThat(right.body()).isEqualTo(guess.body());
    assertThat(revoke(OWNER, id, secret).status()).isEqualTo(200);
    proxy.clock().pass(Duration.ofSeconds(2));
    assertThat(revoke(ATTACKER, id, secret).status()).isEqualTo(200);
  }

  @Test
  @Tag("S31")
  void s31_guesses_look_alike_whether_the_client_exists_or_not() {
    String known = (String) confidential().get("client_id");

    for (int i = 0; i < 40; i++) {
      HttpResponse ofKnown = revoke(ATTACKER, known, "guess");
      HttpResponse ofUnknown = revoke(ATTACKER, "unknown", "guess");

      assertThat(ofUnknown.status()).isEqualTo(ofKnown.status());
      assertThat(ofUnknown.body()).isEqualTo(ofKnown.body());
      assertThat(ofUnknown.headers().asMap()).isEqualTo(ofKnown.headers().asMap());
    }
  }

  @Test
  @Tag("S31")
  void s31_many_clients_cannot_be_guessed_at_from_one_address() {
    int refused = 0;
    for (int i = 0; i < 400; i++) {
      refused += revoke(ATTACKER, "client-" + i, "guess").status() == 429 ? 1 : 0;
    }

    assertThat(refused).isEqualTo(100);
    assertThat(revoke(OWNER, "client-0", "guess").status()).isEqualTo(401);
  }

  @Test
  void a_right_secret_is_never_counted() {
    Map<String, Object> registered = confidential();

    for (int i = 0; i < 400; i++) {
      assertThat(
              revoke(
                      OWNER,
                      (String) registered.get("client_id"),
                      (String) registered.get("client_secret"))
                  .status())
          .isEqualTo(200);
    }
  }

  @Test
  void a_public_client_that_is_unknown_always_hears_so_and_registers_again() {
    for (int i = 0; i < 400; i++) {
      Answers.assertRefused(
          proxy.post("/revoke", Map.of("client_id", "lost", "token", "x")), 401, "invalid_client");
    }
  }

  private Map<String, Object> confidential() {
    return TestProxy.json(
        proxy.register(
            "{\"redirect_uris\":[\"%s\"],\"token_endpoint_auth_method\":\"client_secret_post\"}"
                .formatted(TestClient.LOOPBACK)));
  }

  private HttpResponse revoke(String address, String id, String secret) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("client_id", id);
    form.put("client_secret", secret);
    form.put("token", "unknown");
    return proxy.sendFrom(
        address,
        "POST",
        "/revoke",
        Map.of("Content-Type", "application/x-www-form-urlencoded"),
        FormText.encode(form));
  }

  private HttpResponse authorize(TestClient client, String address, String accept) {
    String query = client.authorizeUrl().substring(proxy.settings().baseUrl().length());
    return proxy.sendFrom(address, "GET", query, Map.of("Accept", accept), "");
  }

  private String document(String clientId) {
    return new TestClient(proxy, clientId, TestClient.WEB).authorizeUrl();
  }

  private HttpResponse apps(String address) {
    return proxy.sendFrom(address, "GET", "/account/apps", Map.of("Accept", "text/html"), "");
  }

  private long records(String collection) {
    try (var keys = proxy.world().store().keys(collection)) {
      return keys.count();
    }
  }
}
