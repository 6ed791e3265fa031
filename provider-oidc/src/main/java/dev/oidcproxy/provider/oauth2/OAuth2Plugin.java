package dev.oidcproxy.provider.oauth2;

import com.google.inject.Module;
import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.spi.ProxyPlugin;
import dev.oidcproxy.application.spi.Slot;
import dev.oidcproxy.provider.oidc.OidcModule;

/** The provider named {@code oauth2}: one that speaks OAuth 2.0 and no OpenID Connect. */
public final class OAuth2Plugin implements ProxyPlugin {

  @Override
  public Slot slot() {
    return Slot.PROVIDER;
  }

  @Override
  public String name() {
    return "oauth2";
  }

  @Override
  public Module module(ConfigReader config) {
    return OidcModule.of(OAuth2.from(config).profile());
  }
}
