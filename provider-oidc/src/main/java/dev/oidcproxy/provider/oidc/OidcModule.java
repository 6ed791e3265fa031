package dev.oidcproxy.provider.oidc;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.OptionalBinder;
import dev.oidcproxy.application.spi.ExchangesTokens;
import dev.oidcproxy.domain.port.Entropy;
import dev.oidcproxy.domain.port.HttpTransport;
import dev.oidcproxy.domain.port.IdentityProvider;
import dev.oidcproxy.domain.port.KeyVault;
import dev.oidcproxy.domain.port.Scheduler;
import dev.oidcproxy.domain.port.TokenExchange;
import dev.oidcproxy.domain.port.TokenVerifier;
import dev.oidcproxy.provider.oidc.client.ClientMeans;
import dev.oidcproxy.provider.oidc.profile.OidcProfile;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Binds the identity provider of a profile, kept fresh in the background. Needs bindings of {@link
 * HttpTransport}, {@link InstantSource}, {@link Entropy} and {@link Scheduler} from elsewhere, and
 * takes one of {@link TokenVerifier} and of {@link KeyVault}.
 */
public final class OidcModule extends AbstractModule implements ExchangesTokens {

  private final OidcProfile profile;

  private OidcModule(OidcProfile profile) {
    this.profile = profile;
  }

  public static OidcModule of(OidcProfile profile) {
    return new OidcModule(profile);
  }

  @Override
  public Optional<String> objection(TokenExchange.Target target) {
    return OnBehalfOf.objection(profile, target);
  }

  @Override
  protected void configure() {
    requireBinding(HttpTransport.class);
    requireBinding(InstantSource.class);
    requireBinding(Scheduler.class);
    requireBinding(Entropy.class);
    OptionalBinder.newOptionalBinder(binder(), KeyVault.class);
    OptionalBinder.newOptionalBinder(binder(), TokenVerifier.class);
  }

  @Provides
  ClientMeans means(Entropy entropy, Optional<KeyVault> keyring) {
    return new ClientMeans(entropy, keyring);
  }

  @Provides
  @Singleton
  IdentityProvider provider(
      HttpTransport transport,
      InstantSource clock,
      Scheduler scheduler,
      Optional<TokenVerifier> verifier,
      ClientMeans means) {
    OidcProvider provider = new OidcProvider(profile, transport, clock, verifier, means);
    provider.start(scheduler);
    return provider;
  }
}
