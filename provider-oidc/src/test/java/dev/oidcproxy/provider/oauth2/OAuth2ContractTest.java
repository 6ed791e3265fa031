package dev.oidcproxy.provider.oauth2;

import dev.oidcproxy.testkit.contract.PlainProviderContract;
import dev.oidcproxy.testkit.contract.ProviderBench;

class OAuth2ContractTest implements PlainProviderContract {

  @Override
  public ProviderBench.Testee testee() {
    return (fake, http, clock) -> Configured.with().of(fake.opaqueAccessTokens(), http, clock);
  }
}
