package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestBrowser.ConsentForm;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Whoever is refused can name the request, and one line of the log says why. */
class RefusalTest {

  private final TestProxy.World world = TestProxy.World.create(WatchedStore::new);
  private final TestProxy proxy = new TestProxy(world, TestSettings.simple(), TestProxy.HS256);
  private final TestClient client = TestClient.register(proxy);
  private final TestBrowser browser = proxy.browser();

  @Test
  void an_unknown_client() {
    assertExplained(
        () -> browser.visit(client.authorizeUrl(Map.of("client_id", "gone"))),
        400,
        "GET /authorize: the client is not known");
    assertExplained(
        () -> proxy.get("/authorize?client_id=gone"),
        400,
        "GET /authorize: the client is not known");
  }

  @Test
  void a_request_whose_redirect_uri_is_not_the_clients() {
    assertExplained(
        () -> browser.visit(client.authorizeUrl(Map.of("redirect_uri", "https://evil.example/"))),
        400,
        "GET /authorize: refused: ");
  }

  @Test
  void a_request_that_is_told_to_a_site_by_a_link_only() {
    TestClient web = TestClient.register(proxy, TestClient.WEB);
    assertExplained(
        () -> browser.visit(web.authorizeUrl(Map.of("response_type", "token"))),
        400,
        "GET /authorize: refused: unsupported_response_type: ");
  }

  @Test
  void a_browser_that_lost_its_cookie() {
    ConsentForm form = browser.consentPage(client.authorizeUrl());
    assertExplained(
        () -> proxy.browser().post(form.action(), form.answered("approve")),
        403,
        "POST /consent: the browser is not the one that began, or lost its cookie");
  }

  @Test
  void a_page_that_was_open_too_long() {
    ConsentForm form = browser.consentPage(client.authorizeUrl());
    proxy.clock().pass(Duration.ofMinutes(15));
    assertExplained(
        () -> browser.post(form.action(), form.answered("approve")),
        400,
        "POST /consent: no such transaction, or its time is over");
  }

  @Test
  void a_provider_that_is_down() {
    ConsentForm form = browser.consentPage(client.authorizeUrl());
    proxy.provider().conduct().goDown();
    assertExplained(
        () -> browser.post(form.action(), form.answered("approve")), 503, "POST /consent: ");
  }

  @Test
  void a_store_that_does_not_answer() {
    ConsentForm form = browser.consentPage(client.authorizeUrl());
    ((WatchedStore) world.store()).fail(true);
    assertExplained(
        () -> browser.post(form.action(), form.answered("approve")),
        503,
        "POST /consent: the store did not answer");
  }

  @Test
  void a_request_that_cannot_be_read() {
    assertExplained(
        () -> browser.visit(client.authorizeUrl() + "&x=%FF"),
        400,
        "GET /authorize: refused: invalid_request: a parameter is badly encoded");
    assertExplained(
        () -> proxy.get("/authorize?x=%FF"), 400, "GET /authorize refused: invalid_request: ");
  }

  @Test
  void what_nobody_expected() {
    ConsentForm form = browser.consentPage(client.authorizeUrl());
    ((WatchedStore) world.store())
        .holdNext(() -> {
          throw new IllegalStateException("unheard of");
        });
    assertExplained(
        () -> browser.post(form.action(), form.answered("approve")), 500, "POST /consent failed");
  }

  @Test
  void a_code_that_is_none() {
    assertExplained(() -> client.redeem("x.y"), 400, "POST /token refused: invalid_grant: ");
  }

  @Test
  void a_page_of_refusal_is_in_the_language_of_its_reader() {
    HttpResponse page = browser.visit(client.authorizeUrl(Map.of("client_id", "gone")));

    assertThat(page.headers().all("Content-Language")).containsExactly("en");
    assertThat(page.headers().all("Vary")).containsExactly("Accept-Language");
  }

  private static void assertExplained(Supplier<HttpResponse> request, int status, String line) {
    List<String> explanations;
    HttpResponse refusal;
    try (LogLines log = new LogLines()) {
      refusal = request.get();
      explanations = log.explanations();
    }
    assertThat(refusal.status()).isEqualTo(status);
    String id = refusal.headers().first("X-Request-Id").orElseThrow();
    boolean page = refusal.headers().first("Content-Type").orElseThrow().startsWith("text/html");
    assertThat(page).isEqualTo(TestBrowser.text(refusal).contains(id));
    assertThat(explanations).singleElement().asString().startsWith(line);
  }
}
