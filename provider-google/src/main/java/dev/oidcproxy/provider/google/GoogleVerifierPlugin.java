package dev.oidcproxy.provider.google;

import com.google.inject.Module;
import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.spi.ProxyPlugin;
import dev.oidcproxy.application.spi.Slot;
import dev.oidcproxy.provider.oidc.verifier.VerifierModule;

/** The token verifier named {@code google}. */
public final class GoogleVerifierPlugin implements ProxyPlugin {

  @Override
  public Slot slot() {
    return Slot.TOKEN_VERIFIER;
  }

  @Override
  public String name() {
    return "google";
  }

  @Override
  public Module module(ConfigReader config) {
    GoogleTokenVerifier.Settings settings = GoogleTokenVerifier.Settings.from(config);
    return VerifierModule.of((http, clock) -> new GoogleTokenVerifier(settings, http, clock));
  }
}
