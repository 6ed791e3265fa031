package dev.oidcproxy.provider.auth0;

import com.google.inject.Module;
import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.spi.ProxyPlugin;
import dev.oidcproxy.application.spi.Slot;
import dev.oidcproxy.provider.oidc.OidcModule;

/** The provider named {@code auth0}. */
public final class Auth0Plugin implements ProxyPlugin {

  @Override
  public Slot slot() {
    return Slot.PROVIDER;
  }

  @Override
  public String name() {
    return "auth0";
  }

  @Override
  public Module module(ConfigReader config) {
    return OidcModule.of(Auth0.from(config).profile());
  }
}
