package dev.oidcproxy.provider.aws;

import dev.oidcproxy.provider.oidc.OidcProvider;
import dev.oidcproxy.testkit.config.ConfiguredPairs;
import dev.oidcproxy.testkit.contract.ProviderBench;
import dev.oidcproxy.testkit.contract.ProviderContract;
import java.util.Optional;

class CognitoContractTest implements ProviderContract {

  @Override
  public ProviderBench.Testee testee() {
    return (fake, http, clock) ->
        new OidcProvider(
            Cognito.from(
                    ConfiguredPairs.provider(
                        fake.accessToken("token_use", "access").idToken("token_use", "id")))
                .profile(),
            http,
            clock,
            Optional.empty());
  }
}
