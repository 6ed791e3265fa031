package dev.oidcproxy.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.port.Health;
import dev.oidcproxy.testkit.Fault;
import dev.oidcproxy.testkit.ProviderEndpoint;
import dev.oidcproxy.testkit.Signature;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What an OpenID provider does to keep metadata and keys at hand (OpenID Connect Discovery). */
interface DiscoveryContract {

  ProviderBench bench();

  @Test
  default void a_provider_that_is_down_at_first_is_found_when_it_comes_up() {
    try (ProviderBench bench = bench()) {
      bench.fake().down();
      assertThat(bench.provider().check()).isInstanceOf(Health.Down.class);
      assertThatExceptionOfType(UpstreamException.Unavailable.class).isThrownBy(bench::login);
      bench.fake().up();
      bench.clock().pass(Duration.ofMinutes(1));
      assertThat(bench.provider().check()).isEqualTo(new Health.Up());
      assertThat(bench.login().identity().subject()).isEqualTo("user-1");
    }
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
}
