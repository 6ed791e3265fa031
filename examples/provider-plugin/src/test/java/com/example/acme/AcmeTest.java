package com.example.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oidcproxy.application.config.Problem;
import dev.oidcproxy.provider.oidc.profile.OidcProfile;
import dev.oidcproxy.testkit.config.ConfiguredPairs;
import dev.oidcproxy.testkit.contract.ProviderBench;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What only Acme ID does. */
class AcmeTest {

  @Test
  void nobody_of_another_tenant_is_let_in() {
    try (ProviderBench bench = new ProviderBench(new AcmeContractTest().testee())) {
      assertThat(bench.provider().loginUri(bench.request())).hasParameter("tenant", "north");
      assertThat(bench.login().identity().subject()).isEqualTo("user-1");

      bench.fake().idToken("tenant", "south");

      assertThatThrownBy(bench::login).hasMessageContaining("it is of another tenant");
    }
  }

  @Test
  void the_tenant_says_where_it_is() {
    List<Problem> problems = new ArrayList<>();

    OidcProfile profile =
        Acme.profile(
            ConfiguredPairs.section(
                "provider", problems, "tenant", "north", "client_id", "i", "client_secret", "s"));

    assertThat(problems).isEmpty();
    assertThat(profile.settings().configUrl())
        .hasToString("https://north.id.acme.example/.well-known/openid-configuration");
  }

  @Test
  void a_tenant_that_is_missing_or_no_word_is_told() {
    List<Problem> problems = new ArrayList<>();

    Acme.profile(
        ConfiguredPairs.section("provider", problems, "client_id", "i", "client_secret", "s"));
    Acme.profile(
        ConfiguredPairs.section(
            "provider", problems, "tenant", "a/b", "client_id", "i", "client_secret", "s"));

    assertThat(problems)
        .extracting(Problem::toString)
        .containsExactly(
            "provider.tenant: is missing: the first word of your address at Acme ID",
            "test: provider.tenant: must be one word: small letters, digits and hyphens");
  }
}
