package dev.oidcproxy.testkit.contract;

import dev.oidcproxy.testkit.ProviderEndpoint;
import java.util.List;

/**
 * What every provider promises the proxy, whether or not it speaks OpenID Connect. For one that
 * does not it is all there is: who signs in is what the userinfo endpoint says.
 */
public interface PlainProviderContract
    extends ProviderLoginContract, ProviderRefreshContract, ProviderFaultContract {

  /** The provider under test. */
  ProviderBench.Testee testee();

  @Override
  default ProviderBench bench() {
    return new ProviderBench(testee());
  }

  @Override
  default List<ProviderEndpoint> needed() {
    return List.of(ProviderEndpoint.TOKEN, ProviderEndpoint.USERINFO);
  }
}
