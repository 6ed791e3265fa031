package com.example.acme;

import com.google.inject.Module;
import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.spi.ProxyPlugin;
import dev.oidcproxy.application.spi.Slot;
import dev.oidcproxy.provider.oidc.OidcModule;

/** The provider named {@code acme}. */
public final class AcmePlugin implements ProxyPlugin {

  @Override
  public Slot slot() {
    return Slot.PROVIDER;
  }

  @Override
  public String name() {
    return "acme";
  }

  @Override
  public Module module(ConfigReader config) {
    return OidcModule.of(Acme.profile(config));
  }
}
