package com.example.acme;

import dev.oidcproxy.provider.oidc.OidcProvider;
import dev.oidcproxy.testkit.config.ConfiguredPairs;
import dev.oidcproxy.testkit.contract.ProviderBench;
import dev.oidcproxy.testkit.contract.ProviderContract;
import java.util.Optional;

class AcmeContractTest implements ProviderContract {

  @Override
  public ProviderBench.Testee testee() {
    return (fake, http, clock) ->
        new OidcProvider(
            Acme.profile(
                ConfiguredPairs.provider(fake.idToken("tenant", "north"), "tenant", "north")),
            http,
            clock,
            Optional.empty());
  }
}
