package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.SigningSettings;
import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Client ids that carry their client: nothing is stored, and the key alone knows them all. */
class StatelessClientTest {

  private static final Secret KEY = TestProxy.HS256.keys().getFirst();
  private static final Secret NEWER = Secret.of("canary-another-key-of-more-than-32-bytes");

  private final TestProxy.World world = TestProxy.World.create(WatchedStore::new);
  private final WatchedStore store = (WatchedStore) world.store();
  private final TestProxy proxy = stateless(world, KEY);

  @Test
  void a_registration_writes_nothing_and_asks_only_whether_it_is_blocked() {
    TestClient client = TestClient.register(proxy);

    assertThat(store.calls()).containsExactly("get blocked-clients");
    assertThat(proxy.browser().open(client.authorizeUrl()).status()).isEqualTo(200);
    assertThat(store.calls()).noneMatch(call -> call.endsWith(" clients"));
  }

  @Test
  void the_whole_dance_needs_no_stored_client() {
    Tokens tokens = TestClient.register(proxy).signIn();

    Answers.admitted(proxy.call(tokens.access()));
    assertThat(store.calls()).noneMatch(call -> call.endsWith(" clients"));
  }

  @Test
  void a_redeploy_with_nothing_but_the_key_knows_every_client() {
    TestClient client = TestClient.register(proxy);

    TestClient later = client.at(stateless(TestProxy.World.create(s -> s), KEY));

    assertThat(later.refresh(later.signIn().refreshToken()).status()).isEqualTo(200);
  }

  @Test
  void an_administrator_can_block_an_id_that_is_stored_nowhere() {
    TestClient client = TestClient.register(proxy);
    Tokens tokens = client.signIn();
    proxy.proxy().administration().revokeClient().revoke(new ClientId(client.id()));

    assertThat(Answers.refused(proxy.call(tokens.access())).status()).isEqualTo(401);
    Answers.assertPage(proxy.browser().visit(client.authorizeUrl()), 400);
    String same =
        "{\"client_name\":\"A client\",\"redirect_uris\":[\"" + TestClient.LOOPBACK + "\"]}";
    Answers.assertRefused(proxy.register(same), 400, "invalid_client_metadata");
  }

  @Test
  void nothing_is_forgotten_with_time() {
    TestClient client = TestClient.register(proxy);
    world.clock().pass(Duration.ofDays(3650));

    assertThat(client.signIn().refresh()).isPresent();
  }

  @Test
  void the_same_registration_again_is_the_same_client_on_any_node() {
    TestClient client = TestClient.register(proxy);
    world.clock().pass(Duration.ofDays(1));

    assertThat(TestClient.register(proxy).id()).isEqualTo(client.id());
    assertThat(TestClient.register(stateless(TestProxy.World.create(s -> s), KEY)).id())
        .isEqualTo(client.id());
    assertThat(TestClient.register(proxy, TestClient.WEB).id()).isNotEqualTo(client.id());
  }

  @Test
  void a_program_is_one_client_on_whatever_loopback_port_it_listens() {
    TestClient client = TestClient.register(proxy, "http://127.0.0.1:50001/cb");
    TestClient later = TestClient.register(proxy, "http://127.0.0.1:50002/cb");

    assertThat(later.id()).isEqualTo(client.id());
    assertThat(later.answer(proxy.browser(), Map.of())).startsWith(later.redirectUri() + "?");
    assertThat(later.signIn().refresh()).isPresent();
  }

  @Test
  void the_id_does_not_show_what_it_carries() {
    assertThat(TestClient.register(proxy).id())
        .matches("sealed-1\\.[A-Za-z0-9_-]+")
        .doesNotContain("127.0.0.1", "client");
  }

  @Test
  void a_confidential_client_is_new_each_time_and_proves_its_secret_anywhere() {
    Map<String, Object> first = confidential();
    Map<String, Object> second = confidential();
    assertThat(second.get("client_id")).isNotEqualTo(first.get("client_id"));
    TestProxy redeployed = stateless(TestProxy.World.create(s -> s), KEY);
    TestClient client =
        new TestClient(redeployed, (String) first.get("client_id"), TestClient.LOOPBACK);
    String code = client.code();

    Answers.assertRefused(client.redeem(code), 401, "invalid_client");
    Answers.assertRefused(
        client.redeem(code, Map.of("client_secret", (String) second.get("client_secret"))),
        401,
        "invalid_client");
    assertThat(
            client
                .redeem(code, Map.of("client_secret", (String) first.get("client_secret")))
                .status())
        .isEqualTo(200);
  }

  @Test
  void f5_every_configured_key_opens_and_the_first_one_seals() {
    TestClient client = TestClient.register(proxy);
    TestProxy rotated = stateless(world, NEWER, KEY);

    assertThat(client.at(rotated).signIn().refresh()).isPresent();
    assertThat(TestClient.register(rotated).id()).isNotEqualTo(client.id());
    Answers.assertPage(stateless(world, NEWER).browser().visit(client.authorizeUrl()), 400);
  }

  @Test
  void ids_of_either_kind_are_known_whatever_is_issued_now() {
    TestProxy stored = new TestProxy(world, TestSettings.simple(), TestProxy.HS256);
    TestClient carried = TestClient.register(proxy);
    TestClient kept = TestClient.register(stored);

    assertThat(carried.at(stored).signIn().refresh()).isPresent();
    assertThat(kept.at(proxy).signIn().refresh()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 20, 40, -2, -1})
  void s17_an_id_that_was_changed_is_unknown(int at) {
    String id = TestClient.register(proxy).id();
    int place = at < 0 ? id.length() + at : at;
    char other = id.charAt(place) == 'A' ? 'B' : 'A';
    String changed = id.substring(0, place) + other + id.substring(place + 1);

    assertUnknown(changed);
    assertUnknown(id + "A");
    assertUnknown(id.substring(0, id.length() - 1));
  }

  @Test
  void one_client_has_one_id_however_the_last_bits_are_written() {
    String id = TestClient.register(proxy).id();
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    alphabet
        .chars()
        .mapToObj(c -> id.substring(0, id.length() - 1) + (char) c)
        .filter(variant -> !variant.equals(id))
        .forEach(this::assertUnknown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sealed-1.", "sealed-1.AAAA", "sealed-1.!!", "sealed-1.x=", "sealed-2.A"})
  void garbage_is_an_unknown_client_and_touches_no_client_record(String id) {
    assertUnknown(id);
  }

  @Test
  void metadata_that_does_not_fit_is_refused_in_words() {
    List<String> uris =
        IntStream.range(0, 10)
            .mapToObj(i -> "\"https://client.example/" + "x".repeat(200) + i + "\"")
            .toList();

    var refused = proxy.register("{\"redirect_uris\":[" + String.join(",", uris) + "]}");

    Answers.assertRefused(refused, 400, "invalid_client_metadata");
    assertThat(TestBrowser.text(refused)).contains("shorter redirect_uris");
  }

  @Test
  void a_long_id_fits_into_every_token() {
    String uri = "http://127.0.0.1:4711/" + "x".repeat(1200);
    TestClient client = TestClient.register(proxy, uri);
    assertThat(client.id().length()).isBetween(1500, 2048);

    Answers.admitted(proxy.call(client.signIn().access()));
  }

  private Map<String, Object> confidential() {
    return TestProxy.json(
        proxy.register(
            "{\"redirect_uris\":[\"%s\"],\"token_endpoint_auth_method\":\"client_secret_post\"}"
                .formatted(TestClient.LOOPBACK)));
  }

  private void assertUnknown(String id) {
    TestClient unknown = new TestClient(proxy, id, TestClient.LOOPBACK);
    Answers.assertRefused(unknown.redeem("code"), 401, "invalid_client");
  }

  private static TestProxy stateless(TestProxy.World world, Secret... keys) {
    return new TestProxy(
        world,
        TestSettings.simple().statelessClients(),
        new SigningSettings(List.of(keys), SigningSettings.Algorithm.HS256));
  }
}
