package dev.oidcproxy.testkit.contract;

import dev.oidcproxy.testkit.ProviderEndpoint;
import java.util.List;

/**
 * What every OpenID provider promises the proxy: login, refresh, ID tokens, every refusal and every
 * fault. An implementation's test says how to make one, and inherits the rest.
 */
public interface ProviderContract
    extends PlainProviderContract, IdTokenLoginContract, IdTokenRefreshContract, DiscoveryContract {

  @Override
  default ProviderBench bench() {
    return PlainProviderContract.super.bench();
  }

  @Override
  default List<ProviderEndpoint> needed() {
    return List.of(ProviderEndpoint.DISCOVERY, ProviderEndpoint.JWKS, ProviderEndpoint.TOKEN);
  }
}
