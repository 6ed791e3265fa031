package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.domain.port.Key;
import dev.oidcproxy.domain.port.KeyValueStore;
import dev.oidcproxy.testkit.FakeIdentityProvider;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Row S33: who has the store and not the key has nothing. {@link #store} may be any store; what is
 * dumped is all that the proxy ever gave it.
 */
@Tag("S33")
class StoreDumpTest {

  /** The store whose dump is searched. */
  UnaryOperator<KeyValueStore> store() {
    return store -> store;
  }

  @Tag("S33")
  @Test
  void s33_a_dump_of_the_store_yields_no_token_no_secret_and_nobody() {
    DumpedStore dump = new DumpedStore();
    TestProxy.World world = TestProxy.World.create(store -> dump.around(store().apply(store)));
    List<String> canaries = new ArrayList<>();
    try (TestProxy proxy = new TestProxy(world, TestSettings.simple(), TestProxy.HS256)) {
      canaries.addAll(danced(proxy));
      canaries.add("canary-upstream");
    }

    assertThat(dump.collections()).contains("clients", "transactions", "grants");
    assertThat(dump.text()).isNotEmpty();
    for (String canary : canaries) {
      for (String form : forms(canary)) {
        assertThat(dump.text()).doesNotContain(form);
      }
    }
  }

  @Tag("S33")
  @Test
  void s33_the_dump_would_show_what_is_not_sealed() {
    DumpedStore dump = new DumpedStore();
    KeyValueStore store = dump.around(TestProxy.World.create(s -> s).store());

    store.put(new Key("grants", "an id"), bytes("alice"), java.time.Duration.ofHours(1));

    assertThat(dump.text()).contains("grants", "an id", "alice");
  }

  /** All that a flow makes, by a confidential client and a public one, and then a logout. */
  private static List<String> danced(TestProxy proxy) {
    List<String> canaries = new ArrayList<>();
    Map<String, Object> registered =
        TestProxy.json(
            proxy.register(
                "{\"client_name\":\"Canary Client\",\"token_endpoint_auth_method\":"
                    + "\"client_secret_post\",\"redirect_uris\":[\""
                    + TestClient.LOOPBACK
                    + "\"]}"));
    String secret = (String) registered.get("client_secret");
    canaries.add(secret);
    canaries.add((String) registered.get("client_id"));
    TestClient confidential =
        new TestClient(proxy, (String) registered.get("client_id"), TestClient.LOOPBACK);
    canaries.add(confidential.code());
    TestClient client = TestClient.register(proxy);
    String code = client.code();
    Tokens first = Tokens.of(client.redeem(code));
    Tokens second = Tokens.of(client.refresh(first.refreshToken()));
    Answers.admitted(proxy.call(second.access()));
    client.revoke(second.refreshToken());
    canaries.addAll(
        List.of(
            code, first.access(), first.refreshToken(), second.access(), second.refreshToken()));
    canaries.addAll(List.of(client.id(), TestClient.STATE, TestClient.VERIFIER, "127.0.0.1:4711"));
    canaries.addAll(
        List.of(
            "Canary Client",
            "A client",
            FakeIdentityProvider.ALICE.subject(),
            FakeIdentityProvider.ALICE.email().orElseThrow()));
    return canaries;
  }

  /** As it is, and as somebody might have thought it hidden. */
  private static List<String> forms(String canary) {
    byte[] bytes = bytes(canary);
    return List.of(
        canary,
        Base64.getEncoder().withoutPadding().encodeToString(bytes),
        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
        HexFormat.of().formatHex(bytes));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
