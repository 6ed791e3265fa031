package dev.oidcproxy.provider.auth0;

import dev.oidcproxy.provider.oidc.OidcProvider;
import dev.oidcproxy.testkit.config.ConfiguredPairs;
import dev.oidcproxy.testkit.contract.ProviderBench;
import dev.oidcproxy.testkit.contract.ProviderContract;
import java.util.Optional;

class Auth0ContractTest implements ProviderContract {

  @Override
  public ProviderBench.Testee testee() {
    return (fake, http, clock) ->
        new OidcProvider(
            Auth0.from(ConfiguredPairs.provider(fake, "audience", "https://api.example.com"))
                .profile(),
            http,
            clock,
            Optional.empty());
  }
}
