package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.time.Duration;
import java.util.Map;
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
