package dev.oidcproxy.provider.oidc;

import dev.oidcproxy.application.jwt.Jwks;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.port.Health;
import dev.oidcproxy.domain.port.Scheduler;
import dev.oidcproxy.domain.port.Subscription;
import dev.oidcproxy.provider.oidc.client.ClientAuthenticator;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a provider can be asked for tokens: its metadata, its keys, and what proves us to it. */
final class Readiness {

  private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);
  private static final Duration LOOK = Duration.ofSeconds(5);

  private final String name;
  private final Discovery discovery;
  private final Jwks keys;
  private final ClientAuthenticator client;
  private volatile Optional<Health> seen = Optional.empty();

  Readiness(String name, Discovery discovery, Jwks keys, ClientAuthenticator client) {
    this.name = name;
    this.discovery = discovery;
    this.keys = keys;
    this.client = client;
  }

  /** Keeps all of it fresh in the background until closed, and tells the log of changes. */
  Subscription watch(Scheduler scheduler) {
    return scheduler.repeat(LOOK, this::look);
  }

  /** What was seen last; asked for when nobody looked yet. */
  Health check() {
    return seen.orElseGet(this::ask);
  }

  /**
   * The metadata, once there are keys as well: a code or a rotating refresh token is good for one
   * exchange, so it is not spent while the answer could not be verified.
   *
   * @throws UpstreamException.Unavailable when either cannot be had
   */
  ProviderMetadata ready() {
    ProviderMetadata provider = discovery.metadata();
    if (provider.jwksUri().isPresent()) {
      keys.ensure();
    }
    return provider;
  }

  private Health ask() {
    try {
      ready();
      client.ensure();
      return new Health.Up();
    } catch (UpstreamException.Unavailable e) {
      return new Health.Down(e.getMessage());
    }
  }

  private void look() {
    Health now = ask();
    Optional<Health> before = seen;
    seen = Optional.of(now);
    if (before.filter(now::equals).isEmpty()) {
      switch (now) {
        case Health.Up up -> LOG.info("the provider {} is ready", name);
        case Health.Down down -> LOG.warn("the provider {} is not ready: {}", name, down.reason());
      }
    }
  }
}
