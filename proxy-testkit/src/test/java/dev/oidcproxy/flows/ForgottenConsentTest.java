package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.ProxySettings.ConsentMode;
import dev.oidcproxy.application.flow.admin.Administration;
import dev.oidcproxy.application.flow.admin.GrantQuery;
import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.domain.value.GrantId;
import dev.oidcproxy.testkit.FormText;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestProxy.World;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When consent that was remembered does not count any more. */
class ForgottenConsentTest {

  private static final String NEW_URI = "https://client.example/new";

  private final DocumentHost host = new DocumentHost();
  private final World world = World.create(store -> store);
  private final TestProxy proxy = node(TestSettings.simple());
  private final Administration administration =
      node(TestSettings.simple()).proxy().administration();
  private final TestClient client = TestClient.register(proxy);
  private final TestBrowser browser = proxy.browser();

  private TestProxy node(TestSettings settings) {
    return host.proxy(world, settings.consent(ConsentMode.REMEMBER));
  }

  private boolean skips(TestClient asking) {
    return browser
        .start(asking.authorizeUrl())
        .headers()
        .first("Location")
        .filter(l -> l.startsWith("https://provider.example/"))
        .isPresent();
  }

  private TestClient approved(TestClient asking) {
    asking.answer(browser, Map.of());
    assertThat(skips(asking)).isTrue();
    proxy.clock().pass(Duration.ofSeconds(1));
    return asking;
  }

  private void revoke(Optional<String> user, Optional<ClientId> of, Optional<Instant> before) {
    administration.revokeGrants().revoke(new GrantQuery(Optional.empty(), user, of, before));
  }

  @Test
  void a_revoked_client_never_skips_and_is_asked_again_when_it_is_unblocked() {
    approved(client);
    TestClient other = approved(TestClient.register(proxy, TestClient.WEB));

    administration.revokeClient().revoke(new ClientId(client.id()));
    Answers.assertPage(browser.start(client.authorizeUrl()), 400);
    administration.unblockClient().unblock(new ClientId(client.id()));

    assertThat(skips(client)).isFalse();
    assertThat(skips(other)).isTrue();
    approved(client);
  }

  @Test
  void revoking_a_persons_grants_by_subject_forgets_though_no_grant_is_left() {
    approved(client);
    proxy.clock().pass(Duration.ofHours(1));

    revoke(Optional.of("mallory"), Optional.empty(), Optional.empty());
    assertThat(skips(client)).isTrue();
    revoke(Optional.of("alice"), Optional.empty(), Optional.empty());
    assertThat(skips(client)).isFalse();
    approved(client);
  }

  @Test
  void revoking_a_persons_grants_by_their_e_mail_address_forgets_too() {
    Tokens.of(client.redeem(FormText.query(client.answer(browser, Map.of())).get("code")));
    proxy.clock().pass(Duration.ofSeconds(1));

    revoke(Optional.of("alice@example.com"), Optional.empty(), Optional.empty());

    assertThat(skips(client)).isFalse();
  }

  @Test
  void revoking_one_grant_forgets_its_client_for_its_person() {
    String code = FormText.query(client.answer(browser, Map.of())).get("code");
    TestClient other = approved(TestClient.register(proxy, TestClient.WEB));
    GrantId id = new GrantId(code.substring(0, code.indexOf('.')));

    administration
        .revokeGrants()
        .revoke(
            new GrantQuery(Optional.of(id), Optional.empty(), Optional.empty(), Optional.empty()));

    assertThat(skips(client)).isFalse();
    assertThat(skips(other)).isTrue();
  }

  @Test
  void revoking_all_before_an_instant_forgets_what_was_approved_before_it() {
    approved(client);
    Instant between = proxy.clock().instant();
    TestClient later = approved(TestClient.register(proxy, TestClient.WEB));

    revoke(Optional.empty(), Optional.empty(), Optional.of(between));
    // An older mark does not weaken a newer one.
    revoke(Optional.empty(), Optional.empty(), Optional.of(between.minusSeconds(60)));

    assertThat(skips(client)).isFalse();
    assertThat(skips(later)).isTrue();
  }

  @Test
  void a_login_under_way_when_its_person_is_signed_out_is_not_remembered() {
    String login = browser.approve(browser.consentPage(client.authorizeUrl()));
    proxy.clock().pass(Duration.ofSeconds(1));
    revoke(Optional.of("alice"), Optional.empty(), Optional.empty());

    TestClient.comeBack(browser, proxy.provider().signIn(URI.create(login)));

    assertThat(skips(client)).isFalse();
  }

  @Test
  void what_is_taken_back_while_a_login_is_under_way_is_asked_again_before_a_code_exists() {
    approved(client);
    String login = browser.start(client.authorizeUrl()).headers().first("Location").orElseThrow();
    proxy.clock().pass(Duration.ofSeconds(1));
    revoke(Optional.of("alice"), Optional.empty(), Optional.empty());

    String answer = proxy.provider().signIn(URI.create(login)).toString();

    assertThat(TestBrowser.text(browser.open(answer))).contains("name=\"decision\"");
  }

  @Test
  void signing_out_in_the_client_takes_no_consent_back() {
    Tokens tokens =
        Tokens.of(client.redeem(FormText.query(client.answer(browser, Map.of())).get("code")));

    client.revoke(tokens.access());

    assertThat(skips(client)).isTrue();
  }

  @Tag("S6")
  @Test
  void s6_a_client_whose_document_names_other_redirect_uris_is_asked_again() {
    host.serve(
        DocumentHost.CLIENT,
        200,
        DocumentHost.document(TestClient.WEB, ""),
        Map.of("cache-control", "max-age=60"));
    TestClient documented = approved(new TestClient(proxy, DocumentHost.CLIENT, TestClient.WEB));

    host.serve(DocumentHost.CLIENT, DocumentHost.document(TestClient.WEB + "\",\"" + NEW_URI, ""));
    proxy.clock().pass(Duration.ofMinutes(2));

    assertThat(skips(documented)).isFalse();
    assertThat(skips(new TestClient(proxy, DocumentHost.CLIENT, NEW_URI))).isFalse();
  }

  @Test
  void clients_that_are_kept_nowhere_are_remembered_too() {
    TestProxy stateless = node(TestSettings.simple().statelessClients());

    TestClient sealed = approved(TestClient.register(stateless));

    assertThat(sealed.id()).startsWith("sealed-1.");
    assertThat(skips(TestClient.register(stateless, TestClient.WEB))).isFalse();
  }
}
