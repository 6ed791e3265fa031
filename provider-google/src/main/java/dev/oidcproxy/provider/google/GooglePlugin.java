package dev.oidcproxy.provider.google;

import com.google.inject.Module;
import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.spi.ProxyPlugin;
import dev.oidcproxy.application.spi.Slot;
import dev.oidcproxy.provider.oidc.OidcModule;

/** The provider named {@code google}. */
public final class GooglePlugin implements ProxyPlugin {

  @Override
  public Slot slot() {
    return Slot.PROVIDER;
  }

  @Override
  public String name() {
    return "google";
  }

  @Override
  public Module module(ConfigReader config) {
    return OidcModule.of(Google.from(config).profile());
  }
}
