package dev.oidcproxy.provider.oidc.verifier;

import com.google.inject.Module;
import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.spi.ProxyPlugin;
import dev.oidcproxy.application.spi.Slot;

/** The token verifier named {@code jwt}: access tokens that are signed JWTs. */
public final class JwtVerifierPlugin implements ProxyPlugin {

  @Override
  public Slot slot() {
    return Slot.TOKEN_VERIFIER;
  }

  @Override
  public String name() {
    return "jwt";
  }

  @Override
  public Module module(ConfigReader config) {
    JwtTokenVerifierSettings settings = JwtTokenVerifierSettings.from(config);
    return VerifierModule.of((http, clock) -> new JwtTokenVerifier(settings, http, clock));
  }
}
