package dev.oidcproxy.provider.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.port.Health;
import dev.oidcproxy.domain.port.Scheduler;
import dev.oidcproxy.domain.port.Subscription;
import dev.oidcproxy.provider.oidc.profile.OidcProfile;
import dev.oidcproxy.testkit.Fault;
import dev.oidcproxy.testkit.ProviderEndpoint;
import dev.oidcproxy.testkit.contract.ProviderBench;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The provider's metadata (OpenID Connect Discovery). */
class DiscoveryTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "issuer",
        "authorization_endpoint",
        "token_endpoint",
        "jwks_uri",
        "response_types_supported",
        "subject_types_supported",
        "id_token_signing_alg_values_supported"
      })
  void a_mandatory_field_that_is_missing_is_named(String field) {
    try (ProviderBench bench = Configured.bench()) {
      bench.fake().discovery(field, null).discovery("strict", false);
      assertDown(bench, "the discovery document cannot be used: it lacks " + field);
    }
  }

  @Test
  void a_provider_that_signs_with_a_shared_secret_alone_is_told_from_one_that_is_down() {
    try (ProviderBench bench = Configured.bench()) {
      bench.fake().discovery("id_token_signing_alg_values_supported", List.of("HS256"));
      assertThat(bench.provider().check())
          .isInstanceOfSatisfying(
              Health.Down.class,
              down -> assertThat(down.reason()).contains("shared secret alone", "give it a key"));
    }
    try (ProviderBench bench = Configured.bench()) {
      bench.fake().discovery("id_token_signing_alg_values_supported", List.of("HS256", "RS256"));
      assertThat(bench.login().identity().subject()).isEqualTo("user-1");
    }
  }

  @Test
  void less_is_enough_when_the_operator_says_so() {
    try (ProviderBench bench = Configured.bench("strict", "false")) {
      bench
          .fake()
          .discovery("response_types_supported", null)
          .discovery("subject_types_supported", null)
          .discovery("id_token_signing_alg_values_supported", null);
      assertThat(bench.login().identity().subject()).isEqualTo("user-1");
    }
  }

  @Test
  void without_published_keys_no_token_is_believed() {
    try (ProviderBench bench = Configured.bench("strict", "false")) {
      bench.fake().discovery("jwks_uri", null);
      assertThat(bench.provider().check()).isEqualTo(new Health.Up());
      assertThatExceptionOfType(UpstreamException.Unavailable.class)
          .isThrownBy(bench::login)
          .withMessageContaining("jwks_uri");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"authorization_endpoint", "token_endpoint", "jwks_uri"})
  void an_endpoint_that_is_not_safe_is_named(String field) {
    try (ProviderBench bench = Configured.bench()) {
      for (String unsafe :
          List.of("http://provider.example/x", "ftp://provider.example", "/x", "https://a b")) {
        bench.fake().discovery(field, unsafe);
        bench.clock().pass(Duration.ofMinutes(1));
        assertDown(
            bench,
            "the discovery document cannot be used: "
                + field
                + " is not an https URL, nor an http one of this machine");
      }
    }
  }

  @Test
  void an_optional_endpoint_that_is_not_safe_is_as_good_as_none() {
    try (ProviderBench bench = Configured.bench()) {
      bench.fake().discovery("revocation_endpoint", "http://provider.example/revoke");
      bench.provider().revoke(bench.login().tokens());
    }
  }

  @Test
  void the_issuer_must_be_the_one_that_publishes_there() {
    try (ProviderBench bench = Configured.bench()) {
      bench.fake().discovery("issuer", "https://other.example");
      assertThat(((Health.Down) bench.provider().check()).reason())
          .contains("its issuer is not the one to be found at provider.config_url")
          .doesNotContain("other.example");
    }
  }

  @Test
  void an_issuer_with_a_trailing_slash_publishes_at_the_same_place_and_stays_byte_for_byte() {
    try (ProviderBench bench = Configured.bench()) {
      String issuer = bench.fake().issuer() + "/";
      bench.fake().discovery("issuer", issuer);
      assertThatExceptionOfType(UpstreamException.Rejected.class).isThrownBy(bench::login);
      bench.fake().idToken("iss", issuer).accessToken("iss", issuer);
      assertThat(bench.login().identity().issuer()).isEqualTo(issuer);
    }
  }

  @Test
  void a_foreign_issuer_is_accepted_when_the_operator_says_so_and_then_the_only_one() {
    try (ProviderBench bench = Configured.bench("strict", "false")) {
      bench.fake().discovery("issuer", "https://other.example");
      assertThatExceptionOfType(UpstreamException.Rejected.class).isThrownBy(bench::login);
      bench
          .fake()
          .idToken("iss", "https://other.example")
          .accessToken("iss", "https://other.example");
      assertThat(bench.login().identity().issuer()).isEqualTo("https://other.example");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example, https://a.example/.well-known/openid-configuration, true",
    "https://a.example/, https://a.example/.well-known/openid-configuration, true",
    "https://a.example/t, https://a.example/t/.well-known/openid-configuration, true",
    "https://a.example/t, https://a.example/.well-known/openid-configuration/t, true",
    "https://a.example/t, https://a.example/.well-known/oauth-authorization-server/t, true",
    "https://a.example/t, https://a.example/.well-known/openid-configuration, false",
    "https://a.example, https://a.example.evil/.well-known/openid-configuration, false",
    "https://a.example, http://a.example/.well-known/openid-configuration, false",
    "nonsense, https://a.example/.well-known/openid-configuration, false"
  })
  void an_issuer_publishes_below_its_own_name(String issuer, URI configUrl, boolean publishes) {
    assertThat(OidcProfile.IssuerRule.STANDARD.publishes(configUrl, issuer)).isEqualTo(publishes);
  }

  @Test
  void metadata_is_renewed_every_hour() {
    try (ProviderBench bench = Configured.bench()) {
      bench.login();
      bench
          .fake()
          .discovery("authorization_endpoint", bench.fake().issuer() + "/authorize?moved=1");
      bench.clock().pass(Duration.ofMinutes(59));
      assertThat(bench.provider().loginUri(bench.request()).toString()).doesNotContain("moved");
      bench.clock().pass(Duration.ofMinutes(1));
      assertThat(bench.provider().loginUri(bench.request()).toString()).contains("moved=1");
    }
  }

  @Test
  void a_provider_that_stays_away_for_a_day_is_down() {
    try (ProviderBench bench = Configured.bench()) {
      bench.login();
      bench.fake().down();
      bench.clock().pass(Duration.ofHours(23));
      assertThat(bench.provider().check()).isEqualTo(new Health.Up());
      bench.clock().pass(Duration.ofHours(1));
      assertDown(bench, "the discovery document could not be reached");
    }
  }

  @Test
  void while_the_provider_is_down_logins_do_not_storm_it() {
    try (ProviderBench bench = Configured.bench()) {
      bench.fake().fault(ProviderEndpoint.DISCOVERY, Fault.status(503));
      for (int i = 0; i < 50; i++) {
        assertThatExceptionOfType(UpstreamException.Unavailable.class).isThrownBy(bench::login);
      }
      assertThat(bench.fake().received(ProviderEndpoint.DISCOVERY)).hasSize(1);
    }
  }

  @Test
  void background_work_keeps_health_and_metadata_fresh() {
    try (ProviderBench bench = Configured.bench()) {
      List<Runnable> tasks = new ArrayList<>();
      ((OidcProvider) bench.provider()).start(scheduler(tasks));
      assertThat(bench.fake().received(ProviderEndpoint.DISCOVERY)).isEmpty();
      bench.fake().down();
      tasks.getFirst().run();
      bench.fake().up();
      bench.clock().pass(Duration.ofSeconds(5));
      assertThat(bench.provider().check()).isInstanceOf(Health.Down.class);
      tasks.getFirst().run();
      assertThat(bench.provider().check()).isEqualTo(new Health.Up());
      assertThat(bench.fake().received(ProviderEndpoint.JWKS)).hasSize(1);
    }
  }

  private static Scheduler scheduler(List<Runnable> tasks) {
    return new Scheduler() {
      @Override
      public void pause(Duration duration) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Subscription repeat(Duration period, Runnable task) {
        tasks.add(task);
        return () -> tasks.remove(task);
      }
    };
  }

  private static void assertDown(ProviderBench bench, String reason) {
    assertThat(bench.provider().check()).isEqualTo(new Health.Down(reason));
  }
}
