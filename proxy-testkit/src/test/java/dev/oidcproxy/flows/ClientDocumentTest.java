package dev.oidcproxy.flows;

import static dev.oidcproxy.flows.DocumentHost.CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.flow.admin.Administration;
import dev.oidcproxy.application.flow.admin.KnownClient;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestProxy.World;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients known by their metadata document, and the attacks S19 and S20. */
class ClientDocumentTest {

  private final DocumentHost host = new DocumentHost();
  private final World world = World.create(store -> store);
  private final TestProxy proxy = host.proxy(world, TestSettings.simple());
  private final TestClient client = new TestClient(proxy, CLIENT, TestClient.WEB);

  @BeforeEach
  void publish() {
    host.serve(CLIENT, DocumentHost.document(TestClient.WEB, ""));
  }

  @Test
  void a_client_signs_in_and_refreshes_without_registration_and_with_one_fetch() {
    Tokens tokens = client.signIn();

    assertThat(Tokens.of(client.refresh(tokens.refreshToken())).access()).isNotEmpty();
    Answers.admitted(proxy.call(tokens.access()));
    assertThat(host.asked(CLIENT)).isEqualTo(1);
  }

  @Test
  void the_person_sees_the_host_that_is_proven() {
    assertThat(TestBrowser.text(proxy.browser().open(client.authorizeUrl())))
        .contains("<bdi>app.example</bdi>")
        .contains("An app");
  }

  @Test
  void many_at_once_are_one_fetch() {
    List<HttpResponse> answers =
        Answers.atOnce(20, () -> proxy.browser().visit(client.authorizeUrl()));

    assertThat(answers).extracting(HttpResponse::status).containsOnly(302);
    assertThat(host.asked(CLIENT)).isEqualTo(1);
  }

  @Test
  void a_document_is_asked_for_again_by_its_tag_when_it_is_old() {
    host.serve(
        CLIENT,
        200,
        DocumentHost.document(TestClient.WEB, ""),
        Map.of("cache-control", "max-age=600", "etag", "\"1\""));
    client.code();
    proxy.clock().pass(Duration.ofSeconds(601));
    client.code();
    proxy.clock().pass(Duration.ofSeconds(599));
    client.code();

    assertThat(host.asked(CLIENT)).isEqualTo(2);
    assertThat(host.asked().get(0).headers()).doesNotContainKey("If-None-Match");
    assertThat(host.asked().get(1).headers()).containsEntry("If-None-Match", "\"1\"");
  }

  @Test
  void another_node_and_a_restart_use_the_copy_that_there_is() {
    client.code();
    host.withdraw(CLIENT);
    TestProxy node = host.proxy(world, TestSettings.simple());

    assertThat(client.at(node).signIn().access()).isNotEmpty();
    assertThat(host.asked(CLIENT)).isEqualTo(1);
  }

  @Tag("S19")
  @Test
  void s19_redirect_uris_are_frozen_when_the_authorization_begins() {
    String code = client.code();
    host.serve(CLIENT, DocumentHost.document("https://other.example/callback", ""));
    proxy.clock().pass(Duration.ofMinutes(4));

    assertThat(client.redeem(code).status()).isEqualTo(200);
    proxy.clock().pass(Duration.ofHours(1));
    Answers.assertPage(proxy.browser().visit(client.authorizeUrl()), 400);
  }

  @Tag("S19")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"client_id\":\"https://app.example/oauth/Client.json\",@}",
        "{\"client_id\":\"https://app.example/oauth/client.json/\",@}",
        "{\"client_id\":\"https://app.example/oauth/client.json?\",@}",
        "{\"client_id\":\"https://APP.example/oauth/client.json\",@}",
        "{\"client_id\":\"https://app.example:443/oauth/client.json\",@}",
        "{@}",
        "{\"client_id\":\"#\",\"client_id\":\"#\",@}",
        "{\"client_id\":\"#\",@,\"redirect_uris\":[\"https://evil.example/\"]}",
        "{\"client_id\":\"#\",@,\"client_secret\":\"s\"}",
        "{\"client_id\":\"#\",@,\"client_secret_expires_at\":0}",
        "{\"client_id\":\"#\",@,\"token_endpoint_auth_method\":\"client_secret_basic\"}",
        "{\"client_id\":\"#\",@,\"token_endpoint_auth_method\":\"client_secret_post\"}",
        "{\"client_id\":\"#\",@,\"token_endpoint_auth_method\":\"client_secret_jwt\"}",
        "{\"client_id\":\"#\",@,\"token_endpoint_auth_method\":\"private_key_jwt\"}",
        "{\"client_id\":\"#\",@,\"token_endpoint_auth_methods_supported\":[\"private_key_jwt\"]}",
        "{\"client_id\":\"#\",@,\"token_endpoint_auth_methods_supported\":[\"client_secret_post\"]}",
        "{\"client_id\":\"#\",@,\"jwks\":{\"keys\":[{\"kty\":\"EC\",\"d\":\"x\"}]}}",
        "{\"client_id\":\"#\",@,\"jwks\":{\"keys\":[{\"kty\":\"oct\",\"k\":\"x\"}]}}",
        "{\"client_id\":\"#\",@,\"jwks\":[]}",
        "{\"client_id\":\"#\",@,\"jwks\":{\"keys\":[]},\"jwks_uri\":\"https://app.example/k\"}",
        "{\"client_id\":\"#\",@,\"jwks_uri\":\"http://app.example/keys\"}",
        "{\"client_id\":\"#\",@,\"jwks_uri\":\"https://user@app.example/keys\"}",
        "{\"client_id\":\"#\",@,\"grant_types\":[\"client_credentials\"]}",
        "{\"client_id\":\"#\",\"client_name\":\"A\"}",
        "{\"client_id\":\"#\",\"client_name\":\"A\",\"redirect_uris\":[]}",
        "{\"client_id\":\"#\",\"client_name\":\"A\",\"redirect_uris\":[\"javascript:a\"]}",
        "{\"client_id\":\"#\",\"redirect_uris\":[\"https://client.example/callback\"]}",
        "[{\"client_id\":\"#\",@}]",
        "{\"client_id\":\"#\",@} {}",
        "{\"client_id\":\"#\",@",
        "<html></html>",
        ""
      })
  void s19_a_document_that_is_not_the_clients_own_is_refused(String document) {
    String members =
        "\"client_name\":\"A\",\"redirect_uris\":[\"https://client.example/callback\"]";
    host.serve(CLIENT, document.replace("#", CLIENT).replace("@", members));

    Answers.assertPage(proxy.browser().visit(client.authorizeUrl()), 400);
  }

  @Test
  void a_document_may_offer_what_others_take() {
    host.serve(
        CLIENT,
        DocumentHost.document(
            TestClient.WEB,
            ",\"token_endpoint_auth_methods_supported\":[\"client_secret_post\",\"none\"],"
                + "\"scope\":\"of-another-server\",\"grant_types\":[\"authorization_code\"]"));

    assertThat(client.signIn().refresh()).isPresent();
  }

  @Tag("S20")
  @Test
  void s20_a_host_that_is_down_ends_nobodys_session() {
    String code = client.code();
    proxy.clock().pass(Duration.ofMinutes(4));
    host.withdraw(CLIENT);
    Tokens tokens = Tokens.of(client.redeem(code));
    proxy.clock().pass(Duration.ofMinutes(61));
    Tokens next = Tokens.of(client.refresh(tokens.refreshToken()));
    host.serve(CLIENT, 403, "", Map.of());
    proxy.clock().pass(Duration.ofHours(2));

    assertThat(client.refresh(next.refreshToken()).status()).isEqualTo(200);
    assertThat(client.signIn().access()).isNotEmpty();
    host.serve(CLIENT, "a page of a broken host");
    proxy.clock().pass(Duration.ofHours(2));
    assertThat(client.signIn().access()).isNotEmpty();
  }

  @Tag("S20")
  @Test
  void s20_a_failure_is_remembered_for_half_a_minute_and_hides_no_good_copy() {
    host.withdraw(CLIENT);
    Answers.assertPage(proxy.browser().visit(client.authorizeUrl()), 400);
    host.serve(CLIENT, DocumentHost.document(TestClient.WEB, ""));
    Answers.assertPage(proxy.browser().visit(client.authorizeUrl()), 400);
    assertThat(host.asked(CLIENT)).isEqualTo(1);

    // Another node has better luck.
    client.at(host.proxy(world, TestSettings.simple())).code();

    assertThat(client.code()).isNotEmpty();
  }

  @Test
  void after_half_a_minute_the_host_is_asked_again() {
    host.withdraw(CLIENT);
    Answers.assertPage(proxy.browser().visit(client.authorizeUrl()), 400);
    host.serve(CLIENT, DocumentHost.document(TestClient.WEB, ""));
    proxy.clock().pass(Duration.ofSeconds(30));

    assertThat(client.code()).isNotEmpty();
  }

  @Test
  void a_host_that_is_gone_for_a_month_takes_its_client_along() {
    client.code();
    host.withdraw(CLIENT);
    proxy.clock().pass(Duration.ofDays(31));

    Answers.assertPage(proxy.browser().visit(client.authorizeUrl()), 400);
  }

  @Test
  void nothing_is_fetched_of_a_host_that_is_not_trusted() {
    for (TestSettings settings :
        List.of(
            TestSettings.simple().documentHosts("*.app.example", "other.example"),
            TestSettings.simple().blockedDocumentHosts("app.example"),
            TestSettings.simple().withoutClientDocuments())) {
      TestProxy narrow = host.proxy(settings);
      Answers.assertPage(narrow.browser().visit(client.at(narrow).authorizeUrl()), 400);
      Answers.assertRefused(client.at(narrow).redeem("code"), 401, "invalid_client");
    }
    assertThat(host.asked()).isEmpty();
  }

  @Test
  void a_client_that_was_revoked_is_not_even_fetched() {
    proxy.proxy().administration().revokeClient().revoke(new ClientId(CLIENT));

    Answers.assertPage(proxy.browser().visit(client.authorizeUrl()), 400);
    assertThat(host.asked()).isEmpty();
  }

  @Test
  void an_administrator_sees_it_with_its_host_and_last_fetch_and_can_revoke_it() {
    client.code();
    Instant fetched = proxy.clock().instant();
    proxy.clock().pass(Duration.ofMinutes(5));
    ClientId id = new ClientId(CLIENT);
    Administration administration = proxy.proxy().administration();

    for (Optional<ClientId> asked : List.of(Optional.of(id), Optional.<ClientId>empty())) {
      KnownClient known = only(administration, asked);
      assertThat(known.client().orElseThrow().displayName()).isEqualTo("An app");
      assertThat(known.client().orElseThrow().origin()).isEqualTo(Client.Origin.DOCUMENT);
      assertThat(known.fetchedAt()).contains(fetched);
      assertThat(known.blocked()).isEmpty();
    }
    administration.revokeClient().revoke(id);
    assertThat(only(administration, Optional.empty()).blocked()).isPresent();
    Answers.assertPage(proxy.browser().visit(client.authorizeUrl()), 400);
    administration.unblockClient().unblock(id);
    assertThat(client.code()).isNotEmpty();
  }

  @Test
  void a_document_that_is_no_client_any_more_is_not_listed() {
    client.code();
    TestProxy narrowed =
        host.proxy(world, TestSettings.simple().redirectPatterns("https://other.example"));
    proxy.clock().pass(Duration.ofDays(29));
    assertThat(only(proxy.proxy().administration(), Optional.empty()).id().value())
        .isEqualTo(CLIENT);
    try (Stream<KnownClient> found =
        narrowed.proxy().administration().findClients().find(Optional.empty())) {
      assertThat(found).isEmpty();
    }
  }

  private static KnownClient only(Administration administration, Optional<ClientId> id) {
    try (Stream<KnownClient> found = administration.findClients().find(id)) {
      List<KnownClient> all = found.toList();
      assertThat(all).hasSize(1);
      return all.getFirst();
    }
  }
}
