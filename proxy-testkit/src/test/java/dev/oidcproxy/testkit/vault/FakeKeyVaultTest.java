package dev.oidcproxy.testkit.vault;

import dev.oidcproxy.domain.port.KeyVault;

class FakeKeyVaultTest implements KeyVaultContract {

  private final FakeKeyVault vault = new FakeKeyVault();

  @Override
  public KeyVault testee() {
    return vault;
  }
}
