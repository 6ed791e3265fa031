package dev.oidcproxy.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.testkit.Fault;
import dev.oidcproxy.testkit.ProviderEndpoint;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What every token verifier promises: it tells a token that does not hold, which is the token's
 * fault, from an answer that did not come, which is not.
 */
public interface TokenVerifierContract {

  /** The verifier under test. */
  VerifierBench.Testee testee();

  /** Where it gets what it needs to know: of each token or, in the end, of the keys. */
  ProviderEndpoint asked();

  /** Whether it can see for whom a token is, and what it allows. */
  default boolean seesInside() {
    return true;
  }

  @Test
  default void a_token_of_the_provider_gives_its_claims() {
    try (VerifierBench bench = new VerifierBench(testee())) {
      assertThat(bench.verifier().verify(bench.token())).containsEntry("sub", "user-1");
      assertThat(bench.verifier().requiredScopes()).isNotNull();
    }
  }

  @Test
  default void nothing_is_asked_before_there_is_a_token() {
    try (VerifierBench bench = new VerifierBench(testee())) {
      assertThat(bench.verifier().requiredScopes()).isNotNull();
      for (ProviderEndpoint endpoint : ProviderEndpoint.values()) {
        assertThat(bench.fake().received(endpoint)).isEmpty();
      }
    }
  }

  @Tag("S16")
  @Test
  default void what_is_no_token_of_the_provider_is_refused() {
    try (VerifierBench bench = new VerifierBench(testee())) {
      String good = bench.token().reveal();
      List<String> bad =
          List.of(
              "garbage",
              "a.b.c",
              "two words",
              "line\r\nX-Injected: break",
              "h\u00e9",
              good + "x",
              good.substring(1),
              "x".repeat(100_000));
      for (String token : bad) {
        assertRefused(bench, Secret.of(token));
      }
      assertThat(bench.verifier().verify(Secret.of(good))).isNotEmpty();
    }
  }

  @Test
  default void a_token_that_ended_is_refused_although_it_held_before() {
    try (VerifierBench bench = new VerifierBench(testee())) {
      Secret token = bench.token();
      assertThat(bench.verifier().verify(token)).isNotEmpty();
      bench.clock().pass(Duration.ofMinutes(62));
      assertRefused(bench, token);
    }
  }

  @Tag("S15")
  @Test
  default void a_token_for_somebody_else_is_refused() {
    assumeTrue(seesInside(), "it cannot see for whom a token is");
    try (VerifierBench bench = new VerifierBench(testee())) {
      bench.fake().accessToken("aud", "https://other.example");
      assertRefused(bench, bench.token());
      bench.fake().accessToken("aud", null);
      assertRefused(bench, bench.token());
    }
  }

  @Test
  default void a_token_without_a_scope_that_is_needed_is_refused() {
    assumeTrue(seesInside(), "it cannot see what a token allows");
    try (VerifierBench bench = new VerifierBench(testee())) {
      assertRefused(bench, bench.token("openid api:write"));
      bench.fake().accessToken("scope", null);
      assertRefused(bench, bench.token());
    }
  }

  @Tag("F3")
  @Test
  default void an_answer_that_does_not_come_says_nothing_of_a_token() {
    List<Fault> faults =
        List.of(
            Fault.status(500),
            Fault.status(503),
            Fault.status(429),
            Fault.status(302),
            Fault.status(404),
            Fault.html(),
            Fault.huge(),
            Fault.json("null"),
            Fault.json("{}"),
            Fault.json("{\"sub\":"),
            Fault.hangUp());
    for (Fault fault : faults) {
      try (VerifierBench bench = new VerifierBench(testee())) {
        Secret token = bench.token();
        bench.fake().fault(asked(), fault);
        assertUnavailable(bench, token);
      }
    }
  }

  @Tag("F3")
  @Test
  default void silence_says_nothing_of_a_token() {
    CountDownLatch release = new CountDownLatch(1);
    try (VerifierBench bench = new VerifierBench(testee())) {
      Secret token = bench.token();
      bench.impatient();
      bench.fake().fault(asked(), Fault.silence(release));
      assertUnavailable(bench, token);
    }
    release.countDown();
  }

  private static void assertRefused(VerifierBench bench, Secret token) {
    assertThatExceptionOfType(UpstreamException.Rejected.class)
        .isThrownBy(() -> bench.verifier().verify(token))
        .satisfies(e -> Silence.about(e, bench.fake()))
        .satisfies(e -> assertThat(e).hasMessageNotContaining(token.reveal()));
  }

  private static void assertUnavailable(VerifierBench bench, Secret token) {
    assertThatExceptionOfType(UpstreamException.Unavailable.class)
        .isThrownBy(() -> bench.verifier().verify(token))
        .satisfies(e -> Silence.about(e, bench.fake()))
        .satisfies(e -> assertThat(e).hasMessageNotContaining(token.reveal()));
  }
}
