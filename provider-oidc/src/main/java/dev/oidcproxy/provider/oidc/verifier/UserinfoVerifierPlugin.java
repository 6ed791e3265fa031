package dev.oidcproxy.provider.oidc.verifier;

import com.google.inject.Module;
import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.spi.ProxyPlugin;
import dev.oidcproxy.application.spi.Slot;

/** The token verifier named {@code userinfo}: a token holds when the userinfo endpoint takes it. */
public final class UserinfoVerifierPlugin implements ProxyPlugin {

  @Override
  public Slot slot() {
    return Slot.TOKEN_VERIFIER;
  }

  @Override
  public String name() {
    return "userinfo";
  }

  @Override
  public Module module(ConfigReader config) {
    UserinfoTokenVerifier.Settings settings = UserinfoTokenVerifier.Settings.from(config);
    return VerifierModule.of((http, clock) -> new UserinfoTokenVerifier(settings, http, clock));
  }
}
