package dev.oidcproxy.provider.oidc;

import dev.oidcproxy.domain.port.TokenVerifier;
import dev.oidcproxy.provider.oidc.profile.OidcProfile;
import dev.oidcproxy.provider.oidc.profile.OidcSettings;
import dev.oidcproxy.testkit.FakeProvider;
import dev.oidcproxy.testkit.config.ConfiguredPairs;
import dev.oidcproxy.testkit.contract.ProviderBench;
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

  static OidcSettings settings(FakeProvider fake, String... pairs) {
    return OidcSettings.from(ConfiguredPairs.provider(fake, pairs));
  }
}
