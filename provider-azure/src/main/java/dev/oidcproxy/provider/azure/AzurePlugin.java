package dev.oidcproxy.provider.azure;

import com.google.inject.Module;
import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.spi.ProxyPlugin;
import dev.oidcproxy.application.spi.Slot;
import dev.oidcproxy.provider.oidc.OidcModule;

/** The provider named {@code azure}. */
public final class AzurePlugin implements ProxyPlugin {

  @Override
  public Slot slot() {
    return Slot.PROVIDER;
  }

  @Override
  public String name() {
    return "azure";
  }

  @Override
  public Module module(ConfigReader config) {
    return OidcModule.of(Azure.from(config).profile());
  }
}
