package dev.oidcproxy.provider.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.domain.grant.Identity;
import dev.oidcproxy.domain.grant.Login;
import dev.oidcproxy.domain.port.Health;
import dev.oidcproxy.testkit.Fault;
import dev.oidcproxy.testkit.ProviderEndpoint;
import dev.oidcproxy.testkit.contract.ProviderBench;
import org.junit.jupiter.api.Test;

/** What holds of every provider that signs nothing. */
class PlainLoginTest {

  @Test
  void what_calls_itself_an_id_token_or_an_issuer_is_not_believed() {
    try (ProviderBench bench = Configured.bench()) {
      bench
          .fake()
          .idToken("sub", "mallory")
          .fault(ProviderEndpoint.USERINFO, Fault.json("{\"sub\":\"u\",\"iss\":\"https://evil\"}"));
      Login login = bench.login();
      assertThat(login.identity().subject()).isEqualTo("u");
      assertThat(login.identity().issuer()).isEqualTo(bench.fake().issuer());
      assertThat(login.tokens().idToken()).isEmpty();
    }
  }

  /** X answers {@code {"data": {"id": "2244994945", …}}}: its documentation, "Users lookup me". */
  @Test
  void a_claim_may_be_inside_another_one() {
    try (ProviderBench bench =
        Configured.bench(
            "identity_claims.subject", "data.id",
            "identity_claims.preferred_username", "data.username")) {
      bench
          .fake()
          .fault(
              ProviderEndpoint.USERINFO,
              Fault.json(
                  "{\"data\":{\"id\":\"2244994945\",\"name\":\"X Dev\",\"username\":\"XDevelopers\"}}"));
      Identity who = bench.login().identity();
      assertThat(who.subject()).isEqualTo("2244994945");
      assertThat(who.preferredUsername()).contains("XDevelopers");
    }
  }

  @Test
  void a_provider_that_publishes_nothing_is_up_as_far_as_can_be_known() {
    try (ProviderBench bench = Configured.bench()) {
      bench.fake().down();
      assertThat(bench.provider().check()).isEqualTo(new Health.Up());
    }
  }
}
