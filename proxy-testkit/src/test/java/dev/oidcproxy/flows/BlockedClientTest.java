package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.oidcproxy.application.flow.admin.Administration;
import dev.oidcproxy.application.flow.admin.KnownClient;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.testkit.FormText;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Clients that an administrator revoked. */
class BlockedClientTest {

  private final TestProxy.World world = TestProxy.World.create(WatchedStore::new);
  private final TestProxy proxy = node();
  private final TestProxy otherNode = node();
  private final Administration administration = otherNode.proxy().administration();
  private final TestClient client = TestClient.register(proxy);

  private TestProxy node() {
    return new TestProxy(world, TestSettings.simple(), TestProxy.HS256);
  }

  private Optional<KnownClient> known(String id) {
    try (Stream<KnownClient> found =
        administration.findClients().find(Optional.of(new ClientId(id)))) {
      return found.findFirst();
    }
  }

  @Test
  void a_revoked_client_is_unknown_everywhere_and_its_grants_end() {
    Tokens tokens = client.signIn();
    TestClient other = TestClient.register(proxy, TestClient.WEB);
    Tokens others = other.signIn();
    String code = client.code();
    Answers.admitted(proxy.call(tokens.access()));

    assertThat(administration.revokeClient().revoke(new ClientId(client.id())).count())
        .isEqualTo(2);

    assertThat(Answers.refused(proxy.call(tokens.access())).status()).isEqualTo(401);
    Answers.assertRefused(client.refresh(tokens.refreshToken()), 401, "invalid_client");
    Answers.assertRefused(client.redeem(code), 401, "invalid_client");
    Answers.assertPage(proxy.browser().visit(client.authorizeUrl()), 400);
    Answers.admitted(proxy.call(others.access()));
    assertThat(world.events()).contains(new ProxyEvent.ClientBlocked(new ClientId(client.id())));
  }

  @Test
  void a_login_under_way_when_the_client_is_revoked_comes_to_nothing() {
    var browser = proxy.browser();
    String login = browser.approve(browser.consentPage(client.authorizeUrl()));
    administration.revokeClient().revoke(new ClientId(client.id()));

    String location = TestClient.comeBack(browser, proxy.provider().signIn(URI.create(login)));

    Answers.assertRefused(
        client.redeem(FormText.query(location).get("code")), 401, "invalid_client");
  }

  @Test
  void a_revoked_client_cannot_register_the_same_again_until_it_is_unblocked() {
    administration.revokeClient().revoke(new ClientId(client.id()));
    String same =
        "{\"client_name\":\"A client\",\"redirect_uris\":[\"" + TestClient.LOOPBACK + "\"]}";

    Answers.assertRefused(proxy.register(same), 400, "invalid_client_metadata");
    assertThat(known(client.id()).orElseThrow().blocked()).isPresent();

    assertThat(administration.unblockClient().unblock(new ClientId(client.id()))).isTrue();
    assertThat(administration.unblockClient().unblock(new ClientId(client.id()))).isFalse();
    assertThat(TestProxy.json(proxy.register(same))).containsEntry("client_id", client.id());
    Answers.admitted(proxy.call(client.signIn().access()));
  }

  @Test
  void an_id_that_is_no_record_can_be_blocked_and_is_listed() {
    administration.revokeClient().revoke(new ClientId("https://client.example/metadata.json"));

    try (Stream<KnownClient> all = administration.findClients().find(Optional.empty())) {
      assertThat(all)
          .extracting(
              c -> c.id().value(), c -> c.client().isPresent(), c -> c.blocked().isPresent())
          .containsExactlyInAnyOrder(
              tuple(client.id(), true, false),
              tuple("https://client.example/metadata.json", false, true));
    }
  }
}
