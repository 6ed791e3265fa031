package dev.oidcproxy.application.jwt;

import dev.oidcproxy.application.outbound.Fetched;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.port.HttpTransport;
import java.io.IOException;
import java.net.URI;
import java.security.Key;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/**
 * The public keys of somebody who signs (RFC 7517): fetched, kept for an hour, fetched again for a
 * key that is not among them (at most every half minute), and used for a day when they cannot be
 * fetched. Keys that are not for verifying signatures are left out.
 */
public final class Jwks implements VerificationKeys {

  private static final int LARGEST = 512 * 1024;
  private static final int MOST_KEYS = 100;

  private final Fetched<List<PublicJsonWebKey>> keys;
  private final Supplier<URI> location;
  private final HttpTransport http;
  private final Duration timeout;

  /**
   * @param location asked before each fetch; may throw {@link UpstreamException.Unavailable}
   */
  public Jwks(Supplier<URI> location, HttpTransport http, Duration timeout, InstantSource clock) {
    this.location = location;
    this.http = http;
    this.timeout = timeout;
    this.keys = new Fetched<>(this::fetch, clock);
  }

  /**
   * Makes sure that there are keys.
   *
   * @throws UpstreamException.Unavailable when there are none
   */
  public void ensure() {
    keys.current();
  }

  @Override
  public Optional<Key> find(Optional<String> kid, String algorithm) {
    return select(keys.current(), kid, algorithm);
  }

  @Override
  public Optional<Key> findNewer(Optional<String> kid, String algorithm) {
    return select(keys.newer(), kid, algorithm);
  }

  /** Without a key id there must be one key only that fits (OpenID Connect Core section 10.1). */
  static Optional<Key> select(List<PublicJsonWebKey> keys, Optional<String> kid, String algorithm) {
    List<PublicJsonWebKey> fitting =
        keys.stream()
            .filter(k -> kid.isEmpty() || kid.get().equals(k.getKeyId()))
            .filter(k -> k.getKeyType().equals(Algorithms.keyType(algorithm)))
            .filter(k -> k.getAlgorithm() == null || k.getAlgorithm().equals(algorithm))
            .toList();
    return fitting.size() == 1 ? Optional.of(fitting.getFirst().getPublicKey()) : Optional.empty();
  }

  private List<PublicJsonWebKey> fetch() {
    HttpTransport.Request request =
        new HttpTransport.Request(
            "GET",
            location.get(),
            Map.of("Accept", "application/jwk-set+json, application/json"),
            Optional.empty(),
            timeout,
            LARGEST);
    try {
      HttpTransport.Response response = http.send(request);
      if (response.status() != 200) {
        throw new UpstreamException.Unavailable(
            "the signing keys could not be fetched: status " + response.status());
      }
      return parse(response.body());
    } catch (IOException e) {
      throw new UpstreamException.Unavailable("the signing keys could not be fetched", e);
    }
  }

  private static List<PublicJsonWebKey> parse(byte[] body) {
    List<PublicJsonWebKey> keys = keys(body);
    if (keys.isEmpty()) {
      throw new UpstreamException.Unavailable("what was fetched has no key for signatures");
    }
    return keys;
  }

  /** The keys for signatures in a JWK Set. */
  static List<PublicJsonWebKey> keys(byte[] set) {
    return JsonObject.parse(set).stream()
        .flatMap(s -> s.objects("keys").stream())
        .limit(MOST_KEYS)
        .flatMap(key -> key(key).stream())
        .filter(Jwks::forSignatures)
        .toList();
  }

  /** Empty for a kind of key that is not known here: a set may hold others beside it. */
  private static Optional<PublicJsonWebKey> key(JsonObject jwk) {
    try {
      return Optional.of(PublicJsonWebKey.Factory.newPublicJwk(jwk.members()));
    } catch (JoseException | RuntimeException e) {
      // The library casts without looking.
      return Optional.empty();
    }
  }

  private static boolean forSignatures(PublicJsonWebKey key) {
    return (key.getUse() == null || key.getUse().equals("sig"))
        && (key.getKeyOps() == null || key.getKeyOps().contains("verify"));
  }
}
