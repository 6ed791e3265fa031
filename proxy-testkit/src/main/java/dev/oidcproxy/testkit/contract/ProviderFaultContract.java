package dev.oidcproxy.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.port.Health;
import dev.oidcproxy.testkit.Fault;
import dev.oidcproxy.testkit.ProviderEndpoint;
import dev.oidcproxy.testkit.Signature;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What every provider does when the other side is in trouble. */
interface ProviderFaultContract {

  List<ProviderEndpoint> NEEDED =
      List.of(ProviderEndpoint.DISCOVERY, ProviderEndpoint.JWKS, ProviderEndpoint.TOKEN);

  ProviderBench bench();

  @Test
  default void nothing_is_asked_before_it_is_needed() {
    try (ProviderBench bench = bench()) {
      assertThat(bench.provider().requiredScopes()).isNotNull();
      for (ProviderEndpoint endpoint : ProviderEndpoint.values()) {
        assertThat(bench.fake().received(endpoint)).isEmpty();
      }
    }
  }

  @Test
  default void a_provider_that_is_down_at_first_is_found_when_it_comes_up() {
    try (ProviderBench bench = bench()) {
      bench.fake().down();
      assertThat(bench.provider().check()).isInstanceOf(Health.Down.class);
      assertUnavailable(bench);
      bench.fake().up();
      bench.clock().pass(Duration.ofMinutes(1));
      assertThat(bench.provider().check()).isEqualTo(new Health.Up());
      assertThat(bench.login().identity().subject()).isEqualTo("user-1");
    }
  }

  @Test
  default void an_endpoint_in_trouble_makes_a_login_unavailable() {
    List<Fault> faults =
        List.of(
            Fault.status(500),
            Fault.status(429),
            Fault.status(302),
            Fault.status(404),
            Fault.error(401, "invalid_client"),
            Fault.html(),
            Fault.huge(),
            Fault.json("null"),
            Fault.hangUp());
    for (ProviderEndpoint endpoint : NEEDED) {
      for (Fault fault : faults) {
        try (ProviderBench bench = bench()) {
          bench.fake().fault(endpoint, fault);
          assertUnavailable(bench);
        }
      }
    }
  }

  @Test
  default void a_silent_endpoint_makes_a_login_unavailable() {
    CountDownLatch release = new CountDownLatch(1);
    for (ProviderEndpoint endpoint : NEEDED) {
      try (ProviderBench bench = bench()) {
        bench.impatient();
        bench.fake().fault(endpoint, Fault.silence(release));
        assertUnavailable(bench);
      }
    }
    release.countDown();
  }

  @Test
  default void logins_go_on_while_metadata_and_keys_cannot_be_renewed() {
    try (ProviderBench bench = bench()) {
      bench.login();
      bench
          .fake()
          .fault(ProviderEndpoint.DISCOVERY, Fault.status(500))
          .fault(ProviderEndpoint.JWKS, Fault.hangUp());
      bench.clock().pass(Duration.ofHours(20));
      assertThat(bench.login().identity().subject()).isEqualTo("user-1");
      assertThat(bench.provider().check()).isEqualTo(new Health.Up());
    }
  }

  @Test
  default void a_rotated_key_is_found() {
    try (ProviderBench bench = bench()) {
      bench.login();
      bench.fake().rotateKeys();
      bench.clock().pass(Duration.ofMinutes(1));
      assertThat(bench.login().identity().subject()).isEqualTo("user-1");
    }
  }

  @Test
  default void unknown_keys_cause_few_requests() {
    try (ProviderBench bench = bench()) {
      bench.fake().signIdTokens(Signature.UNKNOWN_KEY);
      for (int i = 0; i < 20; i++) {
        assertThatExceptionOfType(UpstreamException.Rejected.class).isThrownBy(bench::login);
        bench.clock().pass(Duration.ofSeconds(3));
      }
      assertThat(bench.fake().received(ProviderEndpoint.JWKS)).hasSizeLessThan(5);
    }
  }

  private static void assertUnavailable(ProviderBench bench) {
    assertThatExceptionOfType(UpstreamException.Unavailable.class)
        .isThrownBy(bench::login)
        .satisfies(e -> Silence.about(e, bench.fake()));
  }
}
