package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.IdentityMode;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.domain.grant.Identity;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.testkit.FakeIdentityProvider;
import dev.oidcproxy.testkit.FormText;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a signed-in person sees of their apps, and how they end one's access. */
class AccountPageTest {

  private static final String APPS = "https://proxy.example/account/apps";
  private static final Identity BOB =
      new Identity(
          FakeIdentityProvider.ISSUER,
          "bob",
          Optional.empty(),
          // Somebody may call themselves what another is.
          Optional.of("alice"),
          Optional.of("alice@example.com"),
          false,
          List.of());

  private final DocumentHost host = new DocumentHost();
  private final TestProxy proxy = host.proxy(TestSettings.simple());
  private final TestClient client = TestClient.register(proxy);
  private final TestBrowser browser = proxy.browser();

  private HttpResponse open(TestBrowser visitor, Identity person) {
    HttpResponse away = visitor.start(APPS);
    URI login = URI.create(away.headers().first("Location").orElseThrow());
    return visitor.open(proxy.provider().signIn(login, person).toString());
  }

  private String opened(TestBrowser visitor, Identity person) {
    HttpResponse page = open(visitor, person);
    Answers.assertPage(page, 200);
    return TestBrowser.text(page);
  }

  /** The form of the page's only app. */
  private Map<String, String> form(HttpResponse page, String action) {
    Map<String, String> form = new HashMap<>(TestBrowser.form(page).hidden());
    form.put("action", action);
    return form;
  }

  private Tokens signedIn(TestClient asking, Identity person) {
    String answer = asking.answer(proxy.browser(), Map.of(), person);
    return Tokens.of(asking.redeem(FormText.query(answer).get("code")));
  }

  @Test
  void a_person_sees_which_apps_hold_what_and_since_when() {
    Tokens tokens = client.signIn();
    client.signIn();
    proxy.clock().pass(Duration.ofDays(4));
    client.refresh(tokens.refreshToken());
    proxy.clock().pass(Duration.ofDays(4));

    String page = opened(browser, FakeIdentityProvider.ALICE);

    assertThat(page)
        .contains("alice@example.com", "A client", "127.0.0.1</code>", "Confirm who you are")
        .contains(
            "https://proxy.example/mcp", "<time datetime=\"2026-11-24\">November 24, 2026</time>")
        .contains("<time datetime=\"2026-11-28\">November 28, 2026</time>")
        .containsOnlyOnce("value=\"remove\"");
  }

  @Test
  void an_app_known_by_its_document_is_called_by_the_host_that_is_proven() {
    host.serve(DocumentHost.CLIENT, DocumentHost.document(TestClient.WEB, ""));
    new TestClient(proxy, DocumentHost.CLIENT, TestClient.WEB).signIn();

    assertThat(opened(browser, FakeIdentityProvider.ALICE))
        .contains("<bdi>app.example</bdi>", "An app", "client.example");
  }

  @Test
  void nobody_sees_what_is_anothers_whatever_they_call_themselves() {
    client.signIn();

    assertThat(opened(browser, BOB))
        .contains("No app can act for you here")
        .doesNotContain("A client");
    assertThat(
            opened(
                proxy.browser(),
                new Identity(
                    "https://other.example",
                    "alice",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    List.of())))
        .doesNotContain("A client");
  }

  @Test
  void removing_an_app_ends_all_that_it_holds_of_this_person_and_nothing_else() {
    Tokens first = client.signIn();
    Tokens second = client.signIn();
    Tokens bobs = signedIn(client, BOB);
    TestClient other = TestClient.register(proxy, TestClient.WEB);
    Tokens others = other.signIn();
    Answers.admitted(proxy.call(first.access()));
    HttpResponse page = open(browser, FakeIdentityProvider.ALICE);
    Map<String, String> form = form(page, "remove");
    form.put("client", client.id());

    HttpResponse after = browser.post(APPS, form);

    Answers.assertPage(after, 200);
    assertThat(TestBrowser.text(after))
        .contains("has no access any more")
        .containsOnlyOnce("value=\"remove\"");
    assertThat(Answers.refused(proxy.call(first.access())).status()).isEqualTo(401);
    Answers.assertRefused(client.refresh(second.refreshToken()), 400, "invalid_grant");
    Answers.admitted(proxy.call(bobs.access()));
    Answers.admitted(proxy.call(others.access()));
    assertThat(proxy.world().events())
        .filteredOn(ProxyEvent.GrantRevoked.class::isInstance)
        .hasSize(2)
        .allMatch(e -> ((ProxyEvent.GrantRevoked) e).reason() == ProxyEvent.Reason.PERSON);
    Answers.assertPage(browser.post(APPS, form), 200);
    assertThat(TestBrowser.text(browser.start(APPS))).containsOnlyOnce("value=\"remove\"");
  }

  @ParameterizedTest
  @CsvSource({
    "csrf, wrong, same-origin",
    "csrf, '', same-origin",
    "client, '', cross-site",
    "client, '', same-site"
  })
  void a_change_that_another_site_posts_or_without_the_sessions_token_changes_nothing(
      String field, String value, String site) {
    Tokens tokens = client.signIn();
    Map<String, String> form = form(open(browser, FakeIdentityProvider.ALICE), "remove");
    if (!field.equals("client")) {
      form.put(field, value);
    }

    Answers.assertPage(browser.post(APPS, form, Map.of("Sec-Fetch-Site", site)), 403);
    Answers.admitted(proxy.call(tokens.access()));
  }

  @Test
  void a_token_of_another_session_is_none() {
    Tokens tokens = client.signIn();
    Map<String, String> victims = form(open(browser, FakeIdentityProvider.ALICE), "remove");
    Map<String, String> attackers = form(open(proxy.browser(), BOB), "remove");
    victims.put("csrf", attackers.get("csrf"));

    Answers.assertPage(browser.post(APPS, victims), 403);
    Answers.admitted(proxy.call(tokens.access()));
  }

  @Test
  void a_client_that_holds_nothing_of_this_person_is_not_touched() {
    Tokens tokens = client.signIn();
    Map<String, String> form = form(open(browser, BOB), "remove");
    form.put("client", client.id());

    HttpResponse page = browser.post(APPS, form);

    assertThat(TestBrowser.text(page)).doesNotContain("has no access any more");
    Answers.admitted(proxy.call(tokens.access()));
  }

  @Test
  void the_page_cannot_be_framed_kept_or_scripted() {
    HttpResponse page = open(browser, FakeIdentityProvider.ALICE);

    assertThat(page.headers().all("X-Frame-Options")).containsExactly("DENY");
    assertThat(page.headers().all("Cache-Control")).containsExactly("no-store");
    assertThat(page.headers().first("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'");
  }

  @Test
  void what_an_app_is_called_is_only_text() {
    String evil =
        "{\"client_name\":\"<script>x</script>\",\"redirect_uris\":[\"https://a.example/\"]}";
    String id = (String) TestProxy.json(proxy.register(evil)).get("client_id");
    new TestClient(proxy, id, "https://a.example/").signIn();

    assertThat(opened(browser, FakeIdentityProvider.ALICE))
        .contains("&lt;script&gt;")
        .doesNotContain("<script");
  }

  @Test
  void with_a_path_in_base_url_everything_is_below_it() {
    TestProxy below =
        TestProxy.of(
            TestSettings.bare()
                .baseUrl("https://proxy.example/oauth")
                .resource("/mcp", IdentityMode.HEADERS));
    TestBrowser visitor = below.browser();
    HttpResponse away = visitor.start("https://proxy.example/oauth/account/apps");
    URI login = URI.create(away.headers().first("Location").orElseThrow());

    HttpResponse page = visitor.open(below.provider().signIn(login).toString());

    assertThat(TestBrowser.form(page).action())
        .isEqualTo("https://proxy.example/oauth/account/apps");
    Answers.assertPage(visitor.post(TestBrowser.form(page).action(), form(page, "sign-out")), 200);
  }

  @Test
  void switched_off_there_is_no_such_page_and_no_such_login() {
    TestProxy without = TestProxy.of(TestSettings.simple().withoutAccountPage());

    assertThat(without.browser().start(APPS).status()).isEqualTo(404);
    assertThat(TestBrowser.text(without.get("/.well-known/oauth-authorization-server")))
        .doesNotContain("account");
  }
}
