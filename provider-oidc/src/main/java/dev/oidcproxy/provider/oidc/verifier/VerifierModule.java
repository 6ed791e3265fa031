package dev.oidcproxy.provider.oidc.verifier;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.oidcproxy.domain.port.HttpTransport;
import dev.oidcproxy.domain.port.TokenVerifier;
import java.time.InstantSource;
import java.util.function.BiFunction;

/**
 * Binds a token verifier. Needs bindings of {@link HttpTransport} and {@link InstantSource} from
 * elsewhere.
 */
public final class VerifierModule extends AbstractModule {

  private final BiFunction<HttpTransport, InstantSource, TokenVerifier> factory;

  private VerifierModule(BiFunction<HttpTransport, InstantSource, TokenVerifier> factory) {
    this.factory = factory;
  }

  public static VerifierModule of(BiFunction<HttpTransport, InstantSource, TokenVerifier> factory) {
    return new VerifierModule(factory);
  }

  @Override
  protected void configure() {
    requireBinding(HttpTransport.class);
    requireBinding(InstantSource.class);
  }

  @Provides
  @Singleton
  TokenVerifier verifier(HttpTransport http, InstantSource clock) {
    return factory.apply(http, clock);
  }
}
