package dev.oidcproxy.provider.oidc;

import dev.oidcproxy.testkit.contract.ProviderBench;
import dev.oidcproxy.testkit.contract.ProviderContract;
import org.junit.jupiter.api.Nested;

class OidcProviderContractTest {

  @Nested
  class WithJwtAccessTokens implements ProviderContract {
    @Override
    public ProviderBench.Testee testee() {
      return Configured.with();
    }
  }

  @Nested
  class WithOpaqueAccessTokens implements ProviderContract {
    @Override
    public ProviderBench.Testee testee() {
      return (fake, http, clock) -> Configured.with().of(fake.opaqueAccessTokens(), http, clock);
    }
  }
}
