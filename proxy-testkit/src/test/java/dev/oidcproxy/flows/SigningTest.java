package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.SigningSettings;
import dev.oidcproxy.application.config.SigningSettings.Algorithm;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SigningTest {

  @Test
  void an_access_token_is_what_rfc_9068_says() {
    TestProxy proxy = TestProxy.simple();
    TestClient client = TestClient.register(proxy);

    Tokens tokens = client.signIn();

    assertThat(Jwts.header(tokens.access()))
        .containsOnlyKeys("alg", "typ", "kid")
        .containsEntry("typ", "at+jwt")
        .containsEntry("alg", "HS256");
    assertThat(Jwts.claims(tokens.access()))
        .containsOnlyKeys("iss", "aud", "sub", "client_id", "scope", "iat", "exp", "jti", "gid")
        .containsEntry("iss", "https://proxy.example")
        .containsEntry("aud", "https://proxy.example/mcp")
        .containsEntry("sub", "alice")
        .containsEntry("client_id", client.id())
        .containsEntry("gid", tokens.refreshToken().substring(0, 22) + ".0");
  }

  @ParameterizedTest
  @EnumSource(
      value = Algorithm.class,
      names = {"RS256", "ES256"})
  void tokens_signed_with_a_key_pair_verify_with_our_published_keys(Algorithm algorithm)
      throws Exception {
    TestProxy proxy = node(algorithm, TestProxy.World.create(store -> store));

    String token = TestClient.register(proxy).signIn().access();

    assertThat(PublishedJwks.of(proxy).verified(token)).containsEntry("sub", "alice");
    assertThat(Jwts.header(token)).containsEntry("alg", algorithm.name());
    assertThat(PublishedJwks.of(proxy).hasNoPrivatePart()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void every_node_takes_what_another_signed(Algorithm algorithm) {
    TestProxy first = node(algorithm, TestProxy.World.create(store -> store));
    TestProxy second = node(algorithm, first.world());

    Answers.admitted(second.call(TestClient.register(first).signIn().access()));
    assertThat(second.get("/jwks.json").body()).isEqualTo(first.get("/jwks.json").body());
  }

  @Test
  void a_secret_key_is_never_published() throws Exception {
    TestProxy proxy = TestProxy.simple();

    assertThat(PublishedJwks.of(proxy).keys().getJsonWebKeys()).hasSize(1);
    assertThat(PublishedJwks.of(proxy).hasNoPrivatePart()).isTrue();
  }

  @Tag("F5")
  @Test
  void f5_after_a_key_was_replaced_the_old_ones_tokens_still_pass() {
    TestProxy before = TestProxy.simple();
    TestClient client = TestClient.register(before);
    Tokens tokens = client.signIn();
    Secret newer = Secret.of("a newer key that is longer than thirty-two bytes");
    TestProxy after = rotated(before, List.of(newer, TestProxy.HS256.keys().getFirst()));

    Answers.admitted(after.call(tokens.access()));
    assertThat(client.at(after).refresh(tokens.refreshToken()).status()).isEqualTo(200);
  }

  @Tag("S33")
  @Test
  void s33_a_store_that_somebody_else_filled_is_not_read_as_empty() {
    TestProxy before = TestProxy.simple();
    Tokens tokens = TestClient.register(before).signIn();
    TestProxy stranger =
        rotated(before, List.of(Secret.of("a key that this store was never sealed with")));

    var response =
        stranger.post(
            "/token",
            Map.of(
                "grant_type",
                "refresh_token",
                "client_id",
                (String) Jwts.claims(tokens.access()).get("client_id"),
                "refresh_token",
                tokens.refreshToken()));

    Answers.assertRefused(response, 503, "temporarily_unavailable");
  }

  private static TestProxy rotated(TestProxy proxy, List<Secret> keys) {
    return new TestProxy(
        proxy.world(), TestSettings.simple(), new SigningSettings(keys, Algorithm.HS256));
  }

  private static TestProxy node(Algorithm algorithm, TestProxy.World world) {
    return new TestProxy(
        world, TestSettings.simple(), new SigningSettings(TestProxy.HS256.keys(), algorithm));
  }
}
