package dev.oidcproxy.application.flow.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.jwt.InlineKeys;
import dev.oidcproxy.application.jwt.JsonObject;
import dev.oidcproxy.application.jwt.Jwks;
import dev.oidcproxy.application.jwt.JwtException;
import dev.oidcproxy.application.jwt.JwtVerifier;
import dev.oidcproxy.application.jwt.VerificationKeys;
import dev.oidcproxy.application.state.State;
import dev.oidcproxy.application.state.State.UsedAssertion;
import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.client.ClientAuthentication.PrivateKey;
import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.error.OAuthException;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.port.HttpTransport;
import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.domain.value.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's signed assertion (RFC 7523 section 3), which proves it once: on one node or another,
 * within five minutes.
 */
public final class VerifyAssertion {

  private static final Logger LOG = LoggerFactory.getLogger(VerifyAssertion.class);

  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int MOST_KEY_SETS = 1000;

  private final State state;
  private final Function<ClientId, Optional<Client>> newer;
  private final HttpTransport http;
  private final InstantSource clock;
  private final Set<String> audiences;
  private final Cache<URI, Jwks> published =
      Caffeine.newBuilder().maximumSize(MOST_KEY_SETS).build();

  /**
   * @param newer where a client's keys may have changed: by what it says of itself now; empty for
   *     those of whom nothing but the configuration counts
   * @param http guarded: clients say where their keys are
   */
  public VerifyAssertion(
      ProxySettings settings,
      State state,
      Function<ClientId, Optional<Client>> newer,
      HttpTransport http,
      InstantSource clock) {
    this.audiences = Set.of(settings.issuer(), settings.baseUrl() + "/token");
    this.state = state;
    this.newer = newer;
    this.http = http;
    this.clock = clock;
  }

  /**
   * Whether the assertion is the client's, for us, and new.
   *
   * @throws OAuthException {@code temporarily_unavailable} when its keys cannot be had, so that
   *     nothing is known of it
   */
  public boolean proves(ClientId client, PrivateKey expected, Secret assertion) {
    try {
      JsonObject claims =
          new JwtVerifier(keys(client, expected), clock)
              .verify(assertion.reveal(), expected.algorithms())
              .claims();
      checkClaims(client, claims);
      return isNew(client, claims);
    } catch (JwtException e) {
      LOG.info("an assertion of {} does not hold: {}", client.value(), e.getMessage());
      return false;
    } catch (UpstreamException.Unavailable e) {
      LOG.info("no keys of {}: {}", client.value(), e.getMessage());
      throw new OAuthException(
          new OAuthError.TemporarilyUnavailable(
              "the client's keys could not be fetched; nothing was lost, try again"));
    }
  }

  private VerificationKeys keys(ClientId client, PrivateKey expected) {
    return expected
        .jwksUri()
        .<VerificationKeys>map(
            uri -> published.get(uri, u -> new Jwks(() -> u, http, TIMEOUT, clock)))
        .orElseGet(() -> new InlineKeys(expected.jwks().orElseThrow(), () -> newer(client)));
  }

  private Optional<String> newer(ClientId client) {
    return newer
        .apply(client)
        .map(Client::authentication)
        .filter(PrivateKey.class::isInstance)
        .flatMap(a -> ((PrivateKey) a).jwks());
  }

  private void checkClaims(ClientId client, JsonObject claims) {
    Optional<String> id = Optional.of(client.value());
    if (!claims.text("iss").equals(id) || !claims.text("sub").equals(id)) {
      throw new JwtException("its issuer and subject are not the client");
    }
    // One audience: whoever else it was made for could present it here.
    List<String> audience = claims.oneOrMore("aud");
    if (audience.size() != 1 || !audiences.contains(audience.getFirst())) {
      throw new JwtException("its audience is not this server");
    }
    Instant from = claims.instant("iat").orElse(clock.instant());
    if (Duration.between(from, claims.instant("exp").orElseThrow()).compareTo(LONGEST) > 0) {
      throw new JwtException("it lasts longer than five minutes");
    }
    if (claims.text("jti").isEmpty()) {
      throw new JwtException("it has no jti");
    }
  }

  /** One winner among all nodes, for as long as it could be presented again. */
  private boolean isNew(ClientId client, JsonObject claims) {
    Instant until = claims.instant("exp").orElseThrow().plus(JwtVerifier.SKEW);
    String id = client.value() + "\n" + claims.text("jti").orElseThrow();
    if (!state.usedAssertions().insert(id, new UsedAssertion(until), until)) {
      throw new JwtException("it was used before");
    }
    return true;
  }
}
