package dev.oidcproxy.provider.oidc.verifier;

import com.google.inject.Module;
import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.spi.ProxyPlugin;
import dev.oidcproxy.application.spi.Slot;

/** The token verifier named {@code introspection}: the provider is asked about each token. */
public final class IntrospectionVerifierPlugin implements ProxyPlugin {

  @Override
  public Slot slot() {
    return Slot.TOKEN_VERIFIER;
  }

  @Override
  public String name() {
    return "introspection";
  }

  @Override
  public Module module(ConfigReader config) {
    IntrospectionTokenVerifier.Settings settings = IntrospectionTokenVerifier.Settings.from(config);
    return VerifierModule.of(
        (http, clock) -> new IntrospectionTokenVerifier(settings, http, clock));
  }
}
