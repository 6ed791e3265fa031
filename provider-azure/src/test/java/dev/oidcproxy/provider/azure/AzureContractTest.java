package dev.oidcproxy.provider.azure;

import dev.oidcproxy.provider.oidc.OidcProvider;
import dev.oidcproxy.testkit.config.ConfiguredPairs;
import dev.oidcproxy.testkit.contract.ProviderBench;
import dev.oidcproxy.testkit.contract.ProviderContract;
import java.util.Optional;

class AzureContractTest implements ProviderContract {

  @Override
  public ProviderBench.Testee testee() {
    return (fake, http, clock) ->
        new OidcProvider(
            Azure.from(ConfiguredPairs.provider(fake)).profile(), http, clock, Optional.empty());
  }
}
