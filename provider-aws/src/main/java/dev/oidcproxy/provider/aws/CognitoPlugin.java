package dev.oidcproxy.provider.aws;

import com.google.inject.Module;
import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.spi.ProxyPlugin;
import dev.oidcproxy.application.spi.Slot;
import dev.oidcproxy.provider.oidc.OidcModule;

/** The provider named {@code aws}. */
public final class CognitoPlugin implements ProxyPlugin {

  @Override
  public Slot slot() {
    return Slot.PROVIDER;
  }

  @Override
  public String name() {
    return "aws";
  }

  @Override
  public Module module(ConfigReader config) {
    return OidcModule.of(Cognito.from(config).profile());
  }
}
