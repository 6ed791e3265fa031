package dev.oidcproxy.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.testkit.Fault;
import dev.oidcproxy.testkit.ProviderEndpoint;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What every provider does when the other side is in trouble. */
interface ProviderFaultContract {

  ProviderBench bench();

  /** The endpoints without which nobody can sign in. */
  List<ProviderEndpoint> needed();

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
    for (ProviderEndpoint endpoint : needed()) {
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
    for (ProviderEndpoint endpoint : needed()) {
      try (ProviderBench bench = bench()) {
        bench.impatient();
        bench.fake().fault(endpoint, Fault.silence(release));
        assertUnavailable(bench);
      }
    }
    release.countDown();
  }

  private static void assertUnavailable(ProviderBench bench) {
    assertThatExceptionOfType(UpstreamException.Unavailable.class)
        .isThrownBy(bench::login)
        .satisfies(e -> Silence.about(e, bench.fake()));
  }
}
