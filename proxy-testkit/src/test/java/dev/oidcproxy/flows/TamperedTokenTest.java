package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.SigningSettings;
import dev.oidcproxy.application.config.SigningSettings.Algorithm;
import dev.oidcproxy.application.gateway.Admission;
import dev.oidcproxy.testkit.AdjustableClock;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestProxy.World;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Row S16: what is not exactly ours is refused, by words and not by accident. */
class TamperedTokenTest {

  private final TestProxy proxy = TestProxy.simple();
  private final String token = TestClient.register(proxy).signIn().access();
  private final String header = Jwts.headerText(token);
  private final String payload = Jwts.payload(token);
  private final String signature = Jwts.signature(token);

  @Tag("S16")
  @Test
  void s16_what_hands_put_together_right_would_pass() {
    Answers.admitted(proxy.call(Jwts.of(header, payload, signature)));
  }

  @Tag("S16")
  @ParameterizedTest
  @ValueSource(strings = {"none", "None", "NONE", "HS384", "HS512", "RS256", "ES256", ""})
  void s16_another_algorithm_is_refused(String algorithm) {
    String other = header.replace("HS256", algorithm);

    assertRefused(Jwts.of(other, payload, signature));
    assertRefused(Jwts.of(other, payload, ""));
  }

  @Tag("S16")
  @ParameterizedTest
  @ValueSource(
      strings = {"../../dev/null", "' OR 1=1 --", "https://evil.example/jwks", "", "assertions"})
  void s16_another_kid_is_refused(String kid) {
    assertRefused(
        Jwts.of(
            header.replaceAll("\"kid\":\"[^\"]*\"", "\"kid\":\"" + kid + "\""),
            payload,
            signature));
    assertRefused(Jwts.of("{\"alg\":\"HS256\",\"typ\":\"at+jwt\"}", payload, signature));
  }

  @Tag("S16")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"jku\":\"https://evil.example/jwks\"",
        "\"x5u\":\"https://evil.example/cert\"",
        "\"jwk\":{\"kty\":\"oct\",\"k\":\"AAAA\"}",
        "\"crit\":[\"exp\"]",
        "\"b64\":false",
        "\"zip\":\"DEF\"",
        "\"typ\":\"JWT\""
      })
  void s16_a_header_that_says_more_is_not_ours(String member) {
    assertRefused(Jwts.of(header.replaceFirst("}$", "," + member + "}"), payload, signature));
  }

  @Tag("S16")
  @ParameterizedTest
  @ValueSource(
      strings = {
        ".",
        "..",
        "...",
        "a.b.c",
        "a.b.c.d.e",
        "{}.{}.{}",
        "e30.e30.",
        "bnVsbA.bnVsbA.x",
        "W10.W10.x",
        "\u0000",
        "\u00e4.\u00e4.\u00e4"
      })
  void s16_what_is_no_token_is_refused_in_the_same_words(String garbage) {
    assertRefused(garbage);
  }

  @Tag("S16")
  @Test
  void s16_a_huge_token_is_not_even_decoded() {
    assertRefused(
        Jwts.of(
            header, payload.replaceFirst("}$", ",\"x\":\"" + "x".repeat(9000) + "\"}"), signature));
    assertRefused("e30.".repeat(100_000));
    assertRefused(Jwts.encoded("[".repeat(5000)) + ".e30.x");
  }

  @Tag("S16")
  @Test
  void s16_a_changed_claim_or_signature_is_refused() {
    assertRefused(Jwts.of(header, payload.replace("alice", "admin"), signature));
    assertRefused(
        Jwts.of(header, payload, signature.replaceFirst("^.", "A").replaceFirst(".$", "_")));
    assertRefused(Jwts.of(header, payload, ""));
    assertRefused(token + ".");
  }

  @Tag("S16")
  @Test
  void s16_the_public_key_is_no_secret_to_sign_with() {
    SigningSettings rs256 = new SigningSettings(TestProxy.HS256.keys(), Algorithm.RS256);
    TestProxy published =
        new TestProxy(TestProxy.World.create(store -> store), TestSettings.simple(), rs256);
    String genuine = TestClient.register(published).signIn().access();
    Answers.admitted(published.call(genuine));
    String confused = Jwts.headerText(genuine).replace("RS256", "HS256");
    String jwks = TestBrowser.text(published.get("/jwks.json"));
    String modulus = jwks.replaceAll(".*?\"n\":\"([^\"]*)\".*", "$1");

    for (String key : List.of(jwks, modulus, "canary-signing-key-of-more-than-32-bytes")) {
      String forged =
          Jwts.hmac(confused, Jwts.payload(genuine), key.getBytes(StandardCharsets.UTF_8));
      Answers.assertRefused(Answers.refused(published.call(forged)), 401, "invalid_token");
    }
  }

  @Tag("S16")
  @Test
  void s16_the_configured_key_itself_signs_nothing() {
    assertRefused(
        Jwts.hmac(
            header,
            payload,
            "canary-signing-key-of-more-than-32-bytes".getBytes(StandardCharsets.UTF_8)));
  }

  @Tag("S16")
  @Test
  void s16_a_token_of_the_future_is_refused_beyond_a_minute_of_skew() {
    assertThat(fromANodeAheadBy(Duration.ofSeconds(59))).isInstanceOf(Admission.Admitted.class);
    assertThat(fromANodeAheadBy(Duration.ofSeconds(61))).isInstanceOf(Admission.Refused.class);
  }

  private static Admission fromANodeAheadBy(Duration skew) {
    World here = World.create(store -> store);
    AdjustableClock ahead = new AdjustableClock();
    ahead.pass(skew);
    TestProxy other =
        new TestProxy(
            new World(ahead, here.provider(), here.scheduler(), here.store(), here.events()),
            TestSettings.simple(),
            TestProxy.HS256);
    return new TestProxy(here, TestSettings.simple(), TestProxy.HS256)
        .call(TestClient.register(other).signIn().access());
  }

  @Test
  void s17_the_assertion_for_a_backend_is_no_access_token() {
    String assertion = payload.replace("\"aud\"", "\"was\"");
    assertThat(assertion).isNotEqualTo(payload);

    assertRefused(
        Jwts.of("{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"x\"}", assertion, signature));
  }

  private void assertRefused(String wrong) {
    var response = Answers.refused(proxy.call(wrong));
    Answers.assertRefused(response, 401, "invalid_token");
    assertThat(response.body()).isEqualTo(Answers.refused(proxy.call("x")).body());
  }
}
