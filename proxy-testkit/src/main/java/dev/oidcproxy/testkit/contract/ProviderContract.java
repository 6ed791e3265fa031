package dev.oidcproxy.testkit.contract;

/**
 * What every identity provider promises the proxy: login, refresh, every refusal and every fault.
 * An implementation's test says how to make one, and inherits the rest.
 */
public interface ProviderContract
    extends ProviderLoginContract, ProviderRefreshContract, ProviderFaultContract {

  /** The provider under test. */
  ProviderBench.Testee testee();

  @Override
  default ProviderBench bench() {
    return new ProviderBench(testee());
  }
}
