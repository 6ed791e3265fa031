package dev.oidcproxy.application.gateway;

import dev.oidcproxy.application.config.ProtectedResource;
import dev.oidcproxy.application.flow.exchange.ExchangeToken;
import dev.oidcproxy.application.flow.exchange.ExchangedToken;
import dev.oidcproxy.application.flow.token.Verified;
import dev.oidcproxy.domain.grant.Identity;
import dev.oidcproxy.domain.port.Entropy;
import dev.oidcproxy.domain.port.TokenSigner;
import dev.oidcproxy.domain.value.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a backend is told of the caller, in the way its resource is configured. */
public final class IdentityHeaders {

  /** A little more than a verification is believed, so that a cached assertion is never too old. */
  private static final Duration ASSERTION_LIFETIME = Duration.ofSeconds(150);

  private final String issuer;
  private final TokenSigner signer;
  private final InstantSource clock;
  private final Entropy entropy;
  private final ExchangeToken exchange;

  public IdentityHeaders(
      String issuer,
      TokenSigner signer,
      InstantSource clock,
      Entropy entropy,
      ExchangeToken exchange) {
    this.exchange = exchange;
    this.issuer = issuer;
    this.signer = signer;
    this.clock = clock;
    this.entropy = entropy;
  }

  /**
   * Headers for a backend.
   *
   * @param until when they hold no more, whatever is believed of the caller
   */
  record Told(Map<String, String> headers, Instant until) {

    /** What holds as long as the verification it was made of. */
    static Told of(Map<String, String> headers) {
      return new Told(headers, Instant.MAX);
    }
  }

  /** May ask the provider, and throws what {@link ExchangeToken#exchange} does. */
  Told of(Verified verified, ProtectedResource resource) {
    return switch (resource.identity()) {
      case HEADERS -> Told.of(plain(verified));
      case JWT -> Told.of(bearer(signer.assertion(assertion(verified, resource)).reveal()));
      case UPSTREAM_TOKEN -> Told.of(bearer(verified.upstreamAccessToken().reveal()));
      case ON_BEHALF_OF -> {
        ExchangedToken token = exchange.exchange(verified, resource);
        yield new Told(bearer(token.accessToken().reveal()), token.until());
      }
      case NONE -> Told.of(Map.of());
    };
  }

  /** Whether what was told before may be told again. */
  boolean holds(Told told) {
    return told.until().equals(Instant.MAX) || clock.instant().isBefore(told.until());
  }

  private static Map<String, String> plain(Verified verified) {
    Identity who = verified.identity();
    Map<String, String> headers = new LinkedHashMap<>();
    put(headers, "X-Forwarded-User", who.subject());
    who.email().ifPresent(v -> put(headers, "X-Forwarded-Email", v));
    who.preferredUsername().ifPresent(v -> put(headers, "X-Forwarded-Preferred-Username", v));
    if (!who.groups().isEmpty()) {
      put(headers, "X-Forwarded-Groups", HeaderText.jsonArray(who.groups()));
    }
    put(headers, "X-Auth-Client-Id", verified.token().client().value());
    put(headers, "X-Auth-Scopes", Scope.join(verified.token().scope()));
    verified
        .claims()
        .values()
        .forEach((name, value) -> put(headers, ClaimHeader.name(name), ClaimHeader.text(value)));
    return headers;
  }

  /** A value that no header can carry is left out rather than cut: half a name is another's. */
  private static void put(Map<String, String> headers, String name, String value) {
    HeaderText.encode(value).ifPresent(encoded -> headers.put(name, encoded));
  }

  private static Map<String, String> bearer(String token) {
    return Map.of("Authorization", "Bearer " + token);
  }

  private Map<String, Object> assertion(Verified verified, ProtectedResource resource) {
    Identity who = verified.identity();
    Instant now = clock.instant();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", issuer);
    claims.put("aud", resource.backend().toString());
    claims.put("sub", who.subject());
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.plus(ASSERTION_LIFETIME).getEpochSecond());
    claims.put("jti", entropy.text(16));
    claims.put("client_id", verified.token().client().value());
    claims.put("scope", Scope.join(verified.token().scope()));
    who.name().ifPresent(v -> claims.put("name", v));
    who.preferredUsername().ifPresent(v -> claims.put("preferred_username", v));
    who.email()
        .ifPresent(v -> {
          claims.put("email", v);
          claims.put("email_verified", who.emailVerified());
        });
    if (!who.groups().isEmpty()) {
      claims.put("groups", List.copyOf(who.groups()));
    }
    // What the assertion says by itself is not another claim's to change.
    verified.claims().values().forEach(claims::putIfAbsent);
    return claims;
  }
}
