package dev.oidcproxy.distribution.launch;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.outbound.PooledHttpTransport;
import dev.oidcproxy.application.outbound.TrustedCertificates;
import dev.oidcproxy.domain.port.HttpTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Binds the way out, which trusts what {@code tls.trust_certificates} adds. */
final class OutboundModule extends AbstractModule {

  private final TrustedCertificates trusted;

  private OutboundModule(TrustedCertificates trusted) {
    this.trusted = trusted;
  }

  static OutboundModule read(ConfigReader config) {
    return new OutboundModule(
        config
            .section("tls")
            .parsed("trust_certificates", "a PEM file with certificates", OutboundModule::load)
            .orElse(TrustedCertificates.platform()));
  }

  @Provides
  TrustedCertificates trusted() {
    return trusted;
  }

  @Provides
  @Singleton
  PooledHttpTransport pool(ProxySettings settings) {
    return new PooledHttpTransport(trusted, settings.egressProxy());
  }

  @Provides
  HttpTransport transport(PooledHttpTransport pool) {
    return pool;
  }

  private static TrustedCertificates load(String file) {
    try {
      return TrustedCertificates.andPem(Files.readString(Path.of(file)));
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot be read", e);
    }
  }
}
