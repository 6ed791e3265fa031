package dev.oidcproxy.provider.oidc.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oidcproxy.application.config.Problem;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.port.HttpTransport;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.testkit.AdjustableClock;
import dev.oidcproxy.testkit.FakeProvider;
import dev.oidcproxy.testkit.ProviderEndpoint;
import dev.oidcproxy.testkit.Signature;
import dev.oidcproxy.testkit.config.ConfiguredPairs;
import dev.oidcproxy.testkit.contract.VerifierBench;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@code token_verifier: jwt} takes and refuses, and what it can be told. */
class JwtTokenVerifierTest {

  private static final String SECRET = "a-secret-of-both-sides-of-32-bytes";
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private final List<Problem> problems = new ArrayList<>();

  @Tag("S16")
  @Test
  void a_signature_that_does_not_hold_is_refused() {
    refuses(fake -> fake.signAccessTokens(Signature.FORGED), "its signature does not hold");
    refuses(fake -> fake.signAccessTokens(Signature.UNKNOWN_KEY), "not among the published ones");
    refuses(fake -> fake.signAccessTokens(Signature.NONE), "algorithm is not allowed");
    refuses(fake -> fake.signAccessTokens(Signature.WITH_THE_PUBLIC_KEY), "algorithm is not");
  }

  @Test
  void one_of_several_issuers_and_audiences_is_enough() {
    accepts(fake -> {}, "verifier.issuer", "https://other.example,%s");
    accepts(
        fake -> fake.accessToken("aud", List.of("https://x.example", VerifierBench.AUDIENCE)),
        "verifier.audience",
        "https://y.example," + VerifierBench.AUDIENCE);
    refuses(fake -> fake.accessToken("iss", "https://evil.example"), "its issuer is not in");
    refuses(fake -> fake.accessToken("iss", fake.issuer() + "/"), "its issuer is not in");
  }

  @Test
  void scopes_may_be_a_text_or_a_list_under_either_name() {
    accepts(fake -> fake.accessToken("scope", List.of("x", "api:read")));
    accepts(fake -> fake.accessToken("scope", null).accessToken("scp", "x api:read"));
    accepts(fake -> fake.accessToken("scope", null).accessToken("scp", List.of("api:read")));
    refuses(fake -> fake.accessToken("scope", "api:reader"), "it lacks a scope");
  }

  @Test
  void algorithms_can_be_fewer() {
    accepts(fake -> fake.signAccessTokens(Signature.ES256), "verifier.algorithm", "ES256,PS256");
    refuses(fake -> {}, "algorithm is not allowed", "verifier.algorithm", "ES256,PS256");
  }

  @Test
  void times_hold_with_the_skew_that_was_set() {
    // The clock of a bench begins where every adjustable clock does.
    long now = new AdjustableClock().instant().getEpochSecond();
    String[] none = {"verifier.clock_skew_seconds", "0"};
    accepts(fake -> fake.accessToken("nbf", now + 50));
    refuses(fake -> fake.accessToken("nbf", now + 50), "does not hold yet", none);
    refuses(fake -> fake.accessToken("nbf", "tomorrow"), "does not hold yet");
    accepts(fake -> fake.accessToken("exp", now - 50));
    refuses(fake -> fake.accessToken("exp", now - 50), "it has expired", none);
    refuses(fake -> fake.accessToken("exp", null), "no expiry time");
  }

  @Test
  void the_type_is_that_of_an_access_token() {
    accepts(fake -> {}, "verifier.typ", "at+jwt");
    accepts(fake -> {}, "verifier.typ", "application/AT+JWT");
    refuses(fake -> {}, "its typ is not that of an access token", "verifier.typ", "JWT");
    refuses(fake -> {}, "its typ is not that of an access token", "verifier.typ", "logout+jwt");
  }

  @Test
  void keys_are_fetched_once_for_many_tokens() {
    try (VerifierBench bench = new VerifierBench(Verifiers.jwt())) {
      for (int i = 0; i < 5; i++) {
        assertThat(bench.verifier().verify(bench.token())).isNotEmpty();
      }
      assertThat(bench.fake().received(ProviderEndpoint.JWKS)).hasSize(1);
    }
  }

  @Test
  void a_shared_secret_verifies_what_was_signed_with_it_and_nothing_else()
      throws GeneralSecurityException {
    JwtTokenVerifier verifier = verifier("verifier.shared_secret", SECRET);
    assertThat(problems).isEmpty();
    assertThat(verifier.verify(signed("HS256", SECRET))).containsEntry("sub", "ada");
    for (String wrong : new String[] {"another-secret-of-more-than-32-bytes", SECRET + "x"}) {
      assertThatExceptionOfType(UpstreamException.Rejected.class)
          .isThrownBy(() -> verifier.verify(signed("HS256", wrong)))
          .withMessageContaining("its signature does not hold");
    }
    assertThatExceptionOfType(UpstreamException.Rejected.class)
        .isThrownBy(() -> verifier.verify(signed("HS512", SECRET)))
        .withMessageContaining("algorithm is not allowed");
  }

  @Tag("S16")
  @Test
  void a_public_key_in_pem_is_never_taken_for_a_secret() throws GeneralSecurityException {
    String pem = Pem.of("RSA", 2048);
    JwtTokenVerifier verifier = verifier("verifier.public_key", pem);
    assertThat(problems).isEmpty();
    for (String secret :
        new String[] {pem, pem.strip(), pem.replaceAll("-----[^-]+-----|\\s", "")}) {
      assertThatExceptionOfType(UpstreamException.Rejected.class)
          .isThrownBy(() -> verifier.verify(signed("HS256", secret)))
          .withMessageContaining("algorithm is not allowed");
    }
  }

  private JwtTokenVerifier verifier(String... pairs) {
    HttpTransport nowhere =
        request -> {
          throw new AssertionError("there is nothing to ask");
        };
    return new JwtTokenVerifier(keyed(pairs), nowhere, () -> NOW);
  }

  /** With a key that the pairs say, if any. */
  private JwtTokenVerifierSettings keyed(String... pairs) {
    return JwtTokenVerifierSettings.from(
        ConfiguredPairs.section(
            "provider",
            problems,
            Stream.concat(Stream.of("verifier.issuer", "https://i.example"), Stream.of(pairs))
                .toArray(String[]::new)));
  }

  private static Secret signed(String algorithm, String secret) throws GeneralSecurityException {
    String claims =
        "{\"iss\":\"https://i.example\",\"sub\":\"ada\",\"exp\":"
            + (NOW.getEpochSecond() + 60)
            + "}";
    String signed = encode("{\"alg\":\"" + algorithm + "\"}") + "." + encode(claims);
    String name = "HmacSHA" + algorithm.substring(2);
    Mac mac = Mac.getInstance(name);
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), name));
    byte[] signature = mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII));
    return Secret.of(
        signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature));
  }

  private static String encode(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void accepts(Consumer<FakeProvider> oddity, String... more) {
    try (VerifierBench bench = bench(more)) {
      oddity.accept(bench.fake());
      assertThat(bench.verifier().verify(bench.token())).containsEntry("sub", "user-1");
    }
  }

  private static void refuses(Consumer<FakeProvider> lie, String reason, String... more) {
    try (VerifierBench bench = bench(more)) {
      lie.accept(bench.fake());
      assertThatExceptionOfType(UpstreamException.Rejected.class)
          .isThrownBy(() -> bench.verifier().verify(bench.token()))
          .withMessageContaining(reason);
    }
  }

  private static VerifierBench bench(String... more) {
    return new VerifierBench((fake, http, clock) ->
        Verifiers.jwt(
                Stream.of(more)
                    .map(text -> text.replace("%s", fake.issuer()))
                    .toArray(String[]::new))
            .of(fake, http, clock));
  }
}
