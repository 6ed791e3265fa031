package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.SigningSettings;
import dev.oidcproxy.application.config.SigningSettings.Algorithm;
import dev.oidcproxy.application.crypto.SealKeys;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.testkit.ManualScheduler;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jose4j.jwk.JsonWebKey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Row F5: keys change while nodes differ, and nobody is sent away. */
class KeyRotationTest {

  private static final Secret OLD = TestProxy.HS256.keys().getFirst();
  private static final Secret NEW = Secret.of("a newer key that is longer than thirty-two bytes");
  private static final SealKeys FERNET =
      SealKeys.of(List.of(Secret.of("cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=")));
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration MINUTE = Duration.ofSeconds(60);

  private final TestProxy.World world = TestProxy.World.create(WatchedStore::new);

  @Tag("F5")
  @Test
  void f5_each_step_of_a_rolling_change_has_nodes_that_take_each_others_tokens() {
    TestClient client = TestClient.register(node(OLD));

    assertMutual(client, node(OLD), node(OLD, NEW));
    assertMutual(client, node(OLD, NEW), node(NEW, OLD));
    // The old key is dropped when what it signed has ended.
    assertMutual(client, node(NEW, OLD), node(NEW, OLD));
    Tokens last = client.at(node(NEW, OLD)).signIn();
    Answers.admitted(node(NEW).call(last.access()));
    assertMutual(client, node(NEW), node(NEW));
  }

  @Tag("F5")
  @Test
  void f5_a_login_begun_under_the_old_key_ends_under_the_new_one() {
    TestClient client = TestClient.register(node(OLD));
    TestProxy after = node(NEW, OLD);
    var before = node(OLD);
    var browser = before.browser();
    String login = browser.approve(browser.consentPage(client.at(before).authorizeUrl()));

    var elsewhere = after.browser();
    elsewhere.cookies().putAll(browser.cookies());
    String location = TestClient.comeBack(elsewhere, world.provider().signIn(URI.create(login)));

    assertThat(location).contains("code=");
  }

  @Tag("F5")
  @ParameterizedTest
  @EnumSource(
      value = Algorithm.class,
      names = {"RS256", "ES256"})
  void f5_a_generated_key_is_replaced_and_nobody_notices(Algorithm algorithm) throws Exception {
    TestProxy first = generated(algorithm);
    TestProxy second = generated(algorithm);
    TestClient client = TestClient.register(first);
    String old = client.signIn().access();
    Answers.admitted(second.call(old));
    int published = kids(first).size();

    pass(DAY.multipliedBy(89));
    // A day ahead everybody has the next key, and nobody signs with it yet.
    assertThat(kids(first)).hasSizeGreaterThan(published).isEqualTo(kids(second));
    String same = client.signIn().access();
    assertThat(Jwts.header(same).get("kid")).isEqualTo(Jwts.header(old).get("kid"));

    pass(DAY);
    String newer = client.signIn().access();
    assertThat(Jwts.header(newer).get("kid")).isNotEqualTo(Jwts.header(old).get("kid"));
    Answers.admitted(second.call(newer));
    assertThat(PublishedJwks.of(second).verified(newer)).containsEntry("sub", "alice");
    // What the old key signed is verified for as long as it may live.
    assertThat(kids(first)).contains((String) Jwts.header(old).get("kid"));

    pass(DAY.multipliedBy(370));
    assertThat(kids(second)).doesNotContain((String) Jwts.header(old).get("kid"));
  }

  @Tag("F5")
  @Test
  void f5_one_of_many_nodes_makes_the_next_key() throws Exception {
    TestProxy first = generated(Algorithm.ES256);
    TestProxy second = generated(Algorithm.ES256);
    first.get("/jwks.json");
    second.get("/jwks.json");

    pass(DAY.multipliedBy(89));
    pass(MINUTE);

    assertThat(kids(first)).hasSize(4).isEqualTo(kids(second));
  }

  @Tag("F5")
  @Test
  void f5_a_token_with_a_key_that_another_node_made_is_verified_at_once() {
    ManualScheduler own = new ManualScheduler(world.clock());
    TestProxy.World secondWorld =
        new TestProxy.World(world.clock(), world.provider(), own, world.store(), world.events());
    TestProxy first = generated(Algorithm.ES256);
    TestProxy second = generated(Algorithm.ES256, secondWorld);
    first.get("/jwks.json");
    second.get("/jwks.json");
    // Only the second node looks at the store, and later signs with what it made.
    world.clock().pass(DAY.multipliedBy(89));
    own.work();
    world.clock().pass(DAY.multipliedBy(2));

    Answers.admitted(first.call(TestClient.register(second).signIn().access()));
  }

  @Test
  void strangers_cannot_make_us_ask_the_store_for_keys_that_never_were() {
    WatchedStore store = (WatchedStore) world.store();
    TestProxy proxy = generated(Algorithm.ES256);
    String token = TestClient.register(proxy).signIn().access();
    world.clock().pass(MINUTE);
    store.calls().clear();

    for (int i = 0; i < 50; i++) {
      Answers.refused(proxy.call(renamed(token, "never-made-" + i)));
    }

    assertThat(store.calls()).containsExactly("get signing-keys");
  }

  @Tag("F1")
  @Test
  void f1_a_node_that_knows_its_keys_needs_no_store_to_publish_them() {
    WatchedStore store = (WatchedStore) world.store();
    TestProxy proxy = generated(Algorithm.RS256);
    byte[] keys = proxy.get("/jwks.json").body();
    store.fail(true);
    world.clock().pass(DAY.multipliedBy(100));

    assertThat(proxy.get("/jwks.json").body()).isEqualTo(keys);
    assertThat(generated(Algorithm.RS256).get("/jwks.json").status()).isEqualTo(503);
  }

  @Tag("F1")
  @Test
  void f1_an_unknown_key_is_503_while_nobody_can_tell_whose_it_is() {
    WatchedStore store = (WatchedStore) world.store();
    TestProxy proxy = generated(Algorithm.ES256);
    String token = TestClient.register(proxy).signIn().access();
    world.clock().pass(MINUTE);
    store.fail(true);

    var refused = Answers.refused(proxy.call(renamed(token, "another-nodes-key")));

    Answers.assertRefused(refused, 503, "temporarily_unavailable");
  }

  private void assertMutual(TestClient client, TestProxy one, TestProxy other) {
    Tokens of = client.at(one).signIn();
    Answers.admitted(other.call(of.access()));
    Tokens ofOther = client.at(other).signIn();
    Answers.admitted(one.call(ofOther.access()));
    Tokens newer = Tokens.of(client.at(other).refresh(of.refreshToken()));
    Answers.admitted(one.call(newer.access()));
  }

  private TestProxy node(Secret... keys) {
    return new TestProxy(
        world, TestSettings.simple(), new SigningSettings(List.of(keys), Algorithm.HS256), FERNET);
  }

  private TestProxy generated(Algorithm algorithm) {
    return generated(algorithm, world);
  }

  private static TestProxy generated(Algorithm algorithm, TestProxy.World world) {
    return new TestProxy(
        world, TestSettings.simple(), new SigningSettings(List.of(OLD), algorithm), FERNET);
  }

  private void pass(Duration time) {
    world.clock().pass(time);
    world.scheduler().work();
    world.clock().pass(MINUTE);
    world.scheduler().work();
  }

  private static List<String> kids(TestProxy proxy) throws Exception {
    return PublishedJwks.of(proxy).keys().getJsonWebKeys().stream()
        .map(JsonWebKey::getKeyId)
        .toList();
  }

  private static String renamed(String token, String kid) {
    String header = "{\"typ\":\"at+jwt\",\"alg\":\"ES256\",\"kid\":\"" + kid + "\"}";
    return Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(header.getBytes(StandardCharsets.UTF_8))
        + token.substring(token.indexOf('.'));
  }
}
