package dev.oidcproxy.application.jwt;

import java.security.Key;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * Verifies signature and time of JWTs (RFC 7519) against somebody's keys. Key and algorithm come
 * from us: of the header only {@code alg}, if it is allowed, and {@code kid}, if we have such a
 * key, are believed.
 */
public final class JwtVerifier {

  /** How far the clocks of others may be from ours. */
  public static final Duration SKEW = Duration.ofSeconds(60);

  private static final int LONGEST = 64 * 1024;

  private final VerificationKeys keys;
  private final InstantSource clock;
  private final Duration skew;

  public JwtVerifier(VerificationKeys keys, InstantSource clock) {
    this(keys, clock, SKEW);
  }

  /**
   * @param skew how far the clock of whoever signs may be from ours
   */
  public JwtVerifier(VerificationKeys keys, InstantSource clock, Duration skew) {
    this.keys = keys;
    this.clock = clock;
    this.skew = skew;
  }

  /** Whether the text has the form of a signed JWT; says nothing of its worth. */
  public static boolean looksLikeJwt(String text) {
    try {
      return text.length() <= LONGEST && header(parse(text), "alg").isPresent();
    } catch (JwtException e) {
      return false;
    }
  }

  /** The claims of a token that was verified when it came, without judging it again. */
  public static Optional<JsonObject> claimsOfVerified(String token) {
    try {
      return JsonObject.parse(parse(token).getUnverifiedPayloadBytes());
    } catch (JwtException e) {
      return Optional.empty();
    }
  }

  /** Whom a token says it is about; to be believed only when it is verified afterwards. */
  public static Optional<String> unverifiedSubject(String token) {
    return token.length() > LONGEST
        ? Optional.empty()
        : claimsOfVerified(token).flatMap(claims -> claims.text("sub"));
  }

  /** When a token says it ends, for whoever passes it on without judging it. */
  public static Optional<Instant> unverifiedExpiry(String token) {
    return claimsOfVerified(token).flatMap(claims -> claims.instant("exp"));
  }

  /**
   * The claims of a token whose signature, {@code exp} (required), {@code nbf} and {@code iat}
   * hold. Issuer and audience are the caller's to judge.
   *
   * @param algorithms those allowed, as far as the keys are for them
   * @throws JwtException when it does not hold
   * @throws dev.oidcproxy.domain.error.UpstreamException.Unavailable when its key could not be
   *     fetched
   */
  public VerifiedJwt verify(String token, Set<String> algorithms) {
    if (token.length() > LONGEST) {
      throw new JwtException("it is too long");
    }
    JsonWebSignature jws = parse(token);
    String algorithm =
        header(jws, "alg")
            .filter(algorithms::contains)
            .filter(keys.algorithms()::contains)
            .orElseThrow(() -> new JwtException("its signature algorithm is not allowed"));
    if (jws.getObjectHeader("crit") != null) {
      throw new JwtException("it has critical header parameters, and none is understood here");
    }
    jws.setAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, algorithm));
    checkSignature(jws, algorithm);
    JsonObject claims = claims(jws);
    checkTime(claims);
    return new VerifiedJwt(algorithm, header(jws, "typ"), claims);
  }

  private void checkSignature(JsonWebSignature jws, String algorithm) {
    Optional<String> kid = header(jws, "kid");
    Optional<Key> known = keys.find(kid, algorithm);
    boolean holds = known.filter(k -> signed(jws, k)).isPresent();
    // A key that we do not know may be new. One that we know by its id is not asked for again, so
    // a forged signature costs no request.
    if (!holds && (known.isEmpty() || kid.isEmpty())) {
      Key key =
          keys.findNewer(kid, algorithm)
              .orElseThrow(() -> new JwtException("its key is not among the published ones"));
      holds = signed(jws, key);
    }
    if (!holds) {
      throw new JwtException("its signature does not hold");
    }
  }

  private static boolean signed(JsonWebSignature jws, Key key) {
    try {
      jws.setKey(key);
      return jws.verifySignature();
    } catch (JoseException e) {
      // A malformed signature, or a key that is too weak.
      return false;
    }
  }

  private static JsonWebSignature parse(String token) {
    JsonWebSignature jws = new JsonWebSignature();
    try {
      jws.setCompactSerialization(token);
      return jws;
    } catch (JoseException e) {
      // The parser's words quote its input, so they go no further.
      throw new JwtException("it is not a signed JWT");
    }
  }

  private static Optional<String> header(JsonWebSignature jws, String name) {
    return jws.getObjectHeader(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  private static JsonObject claims(JsonWebSignature jws) {
    // Verified above, so these are the bytes that were signed.
    return JsonObject.parse(jws.getUnverifiedPayloadBytes())
        .orElseThrow(() -> new JwtException("its claims are not a JSON object"));
  }

  private void checkTime(JsonObject claims) {
    if (!claims.has("exp")) {
      throw new JwtException("it has no expiry time");
    }
    checkTime(claims, clock.instant(), skew);
  }

  /**
   * That the claims hold now: {@code exp}, {@code nbf} and {@code iat}, each where it is there.
   *
   * @throws JwtException when they do not
   */
  public static void checkTime(JsonObject claims, Instant now, Duration skew) {
    if (claims.has("exp")) {
      Instant expiry =
          claims.instant("exp").orElseThrow(() -> new JwtException("it has no expiry time"));
      if (!now.isBefore(expiry.plus(skew))) {
        throw new JwtException("it has expired");
      }
    }
    checkPast(claims, "nbf", now.plus(skew), "it does not hold yet");
    checkPast(claims, "iat", now.plus(skew), "it was issued in the future");
  }

  private static void checkPast(JsonObject claims, String name, Instant latest, String otherwise) {
    if (claims.has(name) && claims.instant(name).filter(t -> !t.isAfter(latest)).isEmpty()) {
      throw new JwtException(otherwise);
    }
  }
}
