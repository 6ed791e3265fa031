package dev.oidcproxy.provider.oidc.verifier;

import dev.oidcproxy.testkit.ProviderEndpoint;
import dev.oidcproxy.testkit.contract.TokenVerifierContract;
import dev.oidcproxy.testkit.contract.VerifierBench;
import org.junit.jupiter.api.Nested;

class ReadyVerifiersContractTest {

  @Nested
  class Jwt implements TokenVerifierContract {

    @Override
    public VerifierBench.Testee testee() {
      return Verifiers.jwt();
    }

    @Override
    public ProviderEndpoint asked() {
      return ProviderEndpoint.JWKS;
    }
  }

  @Nested
  class Introspection implements TokenVerifierContract {

    @Override
    public VerifierBench.Testee testee() {
      return (fake, http, clock) ->
          Verifiers.introspection().of(fake.opaqueAccessTokens(), http, clock);
    }

    @Override
    public ProviderEndpoint asked() {
      return ProviderEndpoint.INTROSPECTION;
    }
  }

  @Nested
  class Userinfo implements TokenVerifierContract {

    @Override
    public VerifierBench.Testee testee() {
      return (fake, http, clock) -> Verifiers.userinfo().of(fake.opaqueAccessTokens(), http, clock);
    }

    @Override
    public ProviderEndpoint asked() {
      return ProviderEndpoint.USERINFO;
    }

    @Override
    public boolean seesInside() {
      return false;
    }
  }
}
