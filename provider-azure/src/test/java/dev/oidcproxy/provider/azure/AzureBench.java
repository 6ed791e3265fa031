package dev.oidcproxy.provider.azure;

import dev.oidcproxy.application.http.Parameters;
import dev.oidcproxy.provider.oidc.OidcProvider;
import dev.oidcproxy.testkit.config.ConfiguredPairs;
import dev.oidcproxy.testkit.contract.ProviderBench;
import java.util.Optional;

/** The provider, configured for a fake one and with whatever a test adds. */
final class AzureBench {

  private AzureBench() {}

  static ProviderBench of(String... pairs) {
    return new ProviderBench((fake, http, clock) ->
        new OidcProvider(
            Azure.from(ConfiguredPairs.provider(fake, pairs)).profile(),
            http,
            clock,
            Optional.empty()));
  }

  /** What a login asks for. */
  static Parameters asked(ProviderBench bench) {
    return Parameters.parse(bench.provider().loginUri(bench.request()).getRawQuery());
  }
}
