package dev.oidcproxy.provider.oidc;

import com.google.inject.Module;
import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.spi.ProxyPlugin;
import dev.oidcproxy.application.spi.Slot;
import dev.oidcproxy.provider.oidc.profile.OidcProfile;
import dev.oidcproxy.provider.oidc.profile.OidcSettings;

/** The provider named {@code oidc}: any that keeps to the standard. */
public final class OidcPlugin implements ProxyPlugin {

  @Override
  public Slot slot() {
    return Slot.PROVIDER;
  }

  @Override
  public String name() {
    return "oidc";
  }

  @Override
  public Module module(ConfigReader config) {
    OidcSettings settings = OidcSettings.from(config);
    // People who sign in know their provider by its host; "oidc" would tell them nothing.
    return OidcModule.of(OidcProfile.standard(settings.configUrl().getHost(), settings));
  }
}
