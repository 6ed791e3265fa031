package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What logins, updates and deletions do to the one record of a client that manages itself. */
class ManagedClientRecordTest {

  private static final Duration UNUSED = Duration.ofDays(10);

  private final TestProxy.World world = TestProxy.World.create(WatchedStore::new);
  private final WatchedStore store = (WatchedStore) world.store();
  private final TestProxy proxy =
      new TestProxy(world, TestSettings.simple().unusedClientTtl(UNUSED), TestProxy.HS256);
  private final Map<String, Object> registered = register(proxy);
  private final TestClient client =
      new TestClient(proxy, (String) registered.get("client_id"), TestClient.LOOPBACK);

  @Test
  void an_update_that_is_faster_than_a_login_does_not_shorten_the_clients_life() {
    store.after(1, "replace clients", () -> assertThat(update().status()).isEqualTo(200));
    Tokens tokens = client.signIn();

    world.clock().pass(UNUSED.plusDays(5));

    assertThat(client.refresh(tokens.refreshToken()).status()).isEqualTo(200);
    assertThat(TestProxy.json(send("GET", ""))).containsEntry("client_name", "Renamed");
  }

  @Tag("S23")
  @Test
  void s23_a_stranger_who_registers_and_deletes_causes_no_search() {
    client.code();
    store.calls().clear();

    assertThat(send("DELETE", "").status()).isEqualTo(204);

    assertThat(store.calls()).doesNotContain("keys grants");
  }

  @Test
  void a_client_that_was_used_by_a_clock_that_lags_is_searched_for() {
    // Unused it is kept longer than any grant lasts, so no grant moves its end.
    TestProxy patient =
        new TestProxy(
            world, TestSettings.simple().unusedClientTtl(Duration.ofDays(500)), TestProxy.HS256);
    Map<String, Object> lasting = register(patient);
    TestClient used =
        new TestClient(patient, (String) lasting.get("client_id"), TestClient.LOOPBACK);
    String code = used.code();
    world.clock().pass(Duration.ofSeconds(-30));
    Tokens tokens = Tokens.of(used.redeem(code));

    assertThat(send(patient, lasting, "DELETE", "").status()).isEqualTo(204);

    Answers.refused(proxy.call(tokens.access()));
  }

  private HttpResponse update() {
    return send(
        "PUT",
        "{\"client_id\":\"%s\",\"redirect_uris\":[\"%s\"],\"client_name\":\"Renamed\"}"
            .formatted(client.id(), TestClient.LOOPBACK));
  }

  private static Map<String, Object> register(TestProxy at) {
    return TestProxy.json(
        at.register(
            "{\"redirect_uris\":[\"%s\"],\"client_management\":true}"
                .formatted(TestClient.LOOPBACK)));
  }

  private HttpResponse send(String method, String body) {
    return send(proxy, registered, method, body);
  }

  private static HttpResponse send(
      TestProxy at, Map<String, Object> about, String method, String body) {
    return at.send(
        method,
        "/register/client?client_id=" + about.get("client_id"),
        Map.of("Authorization", "Bearer " + about.get("registration_access_token")),
        body);
  }
}
