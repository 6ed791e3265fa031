package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.IdentityMode;
import dev.oidcproxy.application.config.ProxySettings.ConsentMode;
import dev.oidcproxy.testkit.FormText;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestProxy.World;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is remembered of consent, and attack S6: everything the page showed must be the same. */
class RememberedConsentTest {

  private static final String ONE = "https://proxy.example/one";
  private static final String TWO = "https://proxy.example/two";
  private static final Map<String, String> ASKED = Map.of("resource", ONE, "scope", "openid read");

  private final World world = World.create(store -> store);
  private final TestProxy proxy = node(ConsentMode.REMEMBER);
  private final TestClient client = TestClient.register(proxy);
  private final TestBrowser browser = proxy.browser();

  private TestProxy node(ConsentMode mode) {
    return new TestProxy(
        world,
        TestSettings.bare()
            .resource("/one", IdentityMode.HEADERS)
            .resource("/two", IdentityMode.HEADERS)
            .validScopes("openid", "read", "write")
            .unusedClientTtl(Duration.ofDays(400))
            .consent(mode),
        TestProxy.HS256);
  }

  /** Where the browser goes when a program opens the address. */
  private String next(TestBrowser visitor, TestClient asking, Map<String, String> changes) {
    Map<String, String> all = new HashMap<>(ASKED);
    all.putAll(changes);
    return visitor.start(asking.authorizeUrl(all)).headers().first("Location").orElseThrow();
  }

  private void assertSkips(String location) {
    assertThat(location).startsWith("https://provider.example/authorize?");
  }

  private void assertAsks(String location) {
    assertThat(location).startsWith("https://proxy.example/consent?transaction=");
  }

  private void approveOnce() {
    assertThat(client.answer(browser, ASKED)).contains("code=");
  }

  @Test
  void who_approved_once_is_not_asked_again_when_a_program_of_theirs_opens_the_address() {
    approveOnce();

    String login = next(browser, client, Map.of());

    assertSkips(login);
    String answer = TestClient.comeBack(browser, proxy.provider().signIn(URI.create(login)));
    assertThat(client.redeem(FormText.query(answer).get("code"), Map.of("resource", ONE)).status())
        .isEqualTo(200);
  }

  @Test
  void the_same_is_so_on_another_node_and_with_fewer_scopes_and_another_loopback_port() {
    approveOnce();
    TestBrowser elsewhere =
        new TestBrowser(
            node(ConsentMode.REMEMBER).proxy().routes()::handle, "https://proxy.example");
    elsewhere.cookies().putAll(browser.cookies());

    assertSkips(
        next(
            elsewhere,
            client,
            Map.of("scope", "openid", "redirect_uri", "http://127.0.0.1:50123/callback")));
  }

  @Test
  void a_program_that_registers_a_new_loopback_port_each_time_is_not_asked_about_again() {
    approveOnce();

    TestClient today = TestClient.register(proxy, "http://127.0.0.1:50123/callback");

    assertSkips(next(browser, today, Map.of()));
  }

  @Test
  void nothing_is_remembered_before_a_login_succeeded() {
    String login = browser.approve(browser.consentPage(client.authorizeUrl(ASKED)));
    assertAsks(next(browser, client, Map.of()));

    TestClient.comeBack(browser, proxy.provider().refuse(URI.create(login)));

    assertAsks(next(browser, client, Map.of()));
    assertThat(browser.cookies().keySet()).noneMatch(name -> name.contains("browser"));
  }

  @Test
  void a_refusal_is_not_remembered() {
    browser.deny(browser.consentPage(client.authorizeUrl(ASKED)));

    assertAsks(next(browser, client, Map.of()));
  }

  @Test
  void the_cookie_is_a_random_id_for_this_host_alone() {
    approveOnce();

    assertThat(browser.setCookies().get("__Host-oidc-proxy-browser"))
        .contains("; Path=/; HttpOnly; SameSite=Lax; Max-Age=7776000; Secure")
        .doesNotContain("alice");
  }

  @Tag("S6")
  @Test
  void s6_the_same_client_with_another_redirect_uri_is_asked_again() {
    String twoUris =
        "{\"client_name\":\"A client\",\"redirect_uris\":[\"%s\",\"%s\"]}"
            .formatted(TestClient.LOOPBACK, TestClient.WEB);
    String id = (String) TestProxy.json(proxy.register(twoUris)).get("client_id");
    TestClient both = new TestClient(proxy, id, TestClient.LOOPBACK);
    both.answer(browser, ASKED);

    assertSkips(next(browser, both, Map.of()));
    assertAsks(next(browser, both, Map.of("redirect_uri", TestClient.WEB)));
    assertAsks(next(browser, TestClient.register(proxy, TestClient.WEB), Map.of()));
  }

  @Tag("S6")
  @Test
  void s6_wider_scopes_and_another_resource_are_asked_again() {
    approveOnce();

    assertAsks(next(browser, client, Map.of("scope", "openid read write")));
    assertAsks(next(browser, client, Map.of("scope", "openid write")));
    assertAsks(next(browser, client, Map.of("scope", "openid read offline_access")));
    assertAsks(next(browser, client, Map.of("resource", TWO)));
  }

  @Test
  void what_was_approved_one_after_the_other_is_not_approved_together() {
    approveOnce();
    client.answer(browser, Map.of("resource", ONE, "scope", "openid write"));

    assertSkips(next(browser, client, Map.of("scope", "openid write")));
    assertSkips(next(browser, client, Map.of("scope", "openid read")));
    assertAsks(next(browser, client, Map.of("scope", "openid read write")));
  }

  @Test
  void another_browser_and_a_changed_cookie_know_nothing() {
    approveOnce();

    assertAsks(next(proxy.browser(), client, Map.of()));
    browser
        .cookies()
        .computeIfPresent("__Host-oidc-proxy-browser", (name, value) -> "A" + value.substring(1));
    assertAsks(next(browser, client, Map.of()));
  }

  @Test
  void after_ninety_days_the_person_is_asked_again_however_often_it_was_used() {
    approveOnce();
    proxy.clock().pass(Duration.ofDays(89));
    String login = next(browser, client, Map.of());
    assertSkips(login);
    TestClient.comeBack(browser, proxy.provider().signIn(URI.create(login)));

    proxy.clock().pass(Duration.ofDays(1));

    assertAsks(next(browser, client, Map.of()));
  }

  @Test
  void a_browser_remembers_twenty_five_and_the_oldest_goes() {
    approveOnce();
    for (int i = 0; i < 25; i++) {
      TestClient.register(proxy, "https://client.example/" + i).answer(browser, ASKED);
    }

    assertAsks(next(browser, client, Map.of()));
    assertSkips(next(browser, TestClient.register(proxy, "https://client.example/0"), Map.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ALWAYS", "NEVER", "EXTERNAL"})
  void no_other_mode_remembers_and_in_every_mode_the_browser_is_bound(ConsentMode mode) {
    TestProxy other = node(mode);
    TestBrowser visitor = other.browser();
    String first = next(visitor, client.at(other), Map.of());
    assertThat(visitor.cookies().keySet()).hasSize(1).allMatch(name -> name.contains("-flow-"));
    assertThat(first.startsWith("https://provider.example/"))
        .isNotEqualTo(mode == ConsentMode.ALWAYS);

    String login = mode == ConsentMode.ALWAYS ? visitor.approve(visitor.consentPage(first)) : first;
    URI answer = other.provider().signIn(URI.create(login));
    Answers.assertPage(other.browser().visit(answer.toString()), 403);
    assertThat(TestClient.comeBack(visitor, answer)).contains("code=");

    assertThat(visitor.cookies().keySet()).noneMatch(name -> name.contains("browser"));
    TestBrowser later = proxy.browser();
    later.cookies().putAll(visitor.cookies());
    assertAsks(next(later, client, Map.of()));
  }

  @Test
  void a_provider_that_is_down_is_told_at_once_and_nothing_is_lost() {
    approveOnce();
    proxy.provider().conduct().goDown();
    Answers.assertPage(browser.start(client.authorizeUrl(ASKED)), 503);

    proxy.provider().conduct().comeBack();
    assertSkips(next(browser, client, Map.of()));
  }
}
