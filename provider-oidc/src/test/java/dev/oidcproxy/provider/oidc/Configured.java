package dev.oidcproxy.provider.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.Problem;
import dev.oidcproxy.domain.port.TokenVerifier;
import dev.oidcproxy.testkit.FakeProvider;
import dev.oidcproxy.testkit.config.ConfiguredPairs;
import dev.oidcproxy.testkit.contract.ProviderBench;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The generic provider, configured for a fake one and with whatever a test adds. */
final class Configured {

  private Configured() {}

  static ProviderBench.Testee with(String... pairs) {
    return with(Optional.empty(), pairs);
  }

  static ProviderBench.Testee with(Optional<TokenVerifier> verifier, String... pairs) {
    return (fake, http, clock) ->
        new OidcProvider(
            OidcProfile.standard("oidc", settings(fake, pairs)), http, clock, verifier);
  }

  static ProviderBench bench(String... pairs) {
    return new ProviderBench(with(pairs));
  }

  /** A later pair wins over an earlier one. */
  static OidcSettings settings(FakeProvider fake, String... pairs) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "config_url", fake.configUrl(),
                "client_id", fake.clientId(),
                "client_secret", fake.clientSecret(),
                "timeout_seconds", "20"));
    all.addAll(Arrays.asList(pairs));
    List<Problem> problems = new ArrayList<>();
    OidcSettings settings =
        OidcSettings.from(
            ConfiguredPairs.section("provider", problems, all.toArray(String[]::new)));
    assertThat(problems).isEmpty();
    return settings;
  }
}
