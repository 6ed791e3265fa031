package dev.oidcproxy.application.jwt;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oidcproxy.domain.port.HttpTransport;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** Keys that are published somewhere, and whoever verifies with them. */
abstract class PublishedKeys {

  static final PublicJsonWebKey RSA = rsa("one", 2048);
  static final PublicJsonWebKey OTHER = rsa("two", 2048);
  static final PublicJsonWebKey EC = ec("ec");

  Instant now = Instant.parse("2026-11-24T12:00:00Z");
  String published = keySet(RSA, EC);
  boolean down;
  int fetches;
  final Jwks keys =
      new Jwks(
          () -> URI.create("https://keys.example.com"),
          this::answer,
          Duration.ofSeconds(1),
          () -> now);
  final JwtVerifier verifier = new JwtVerifier(keys, () -> now);

  private HttpTransport.Response answer(HttpTransport.Request request) throws IOException {
    fetches++;
    if (down) {
      throw new IOException("down");
    }
    return new HttpTransport.Response(200, Map.of(), published.getBytes(StandardCharsets.UTF_8));
  }

  VerifiedJwt verify(String token) {
    return verifier.verify(token, Algorithms.ASYMMETRIC);
  }

  void assertRefused(String token, String reason) {
    assertThatExceptionOfType(JwtException.class)
        .isThrownBy(() -> verify(token))
        .withMessage(reason);
  }

  String claims() {
    return claims(0, 600);
  }

  String claims(int issued, int expires) {
    return "{\"sub\":\"ada\",\"iat\":%d,\"exp\":%d}"
        .formatted(now.getEpochSecond() + issued, now.getEpochSecond() + expires);
  }

  static String token(String claims) {
    return signed(claims, jws -> sign(jws, RSA, "RS256"));
  }

  String token(PublicJsonWebKey key, String algorithm) {
    return signed(claims(), jws -> sign(jws, key, algorithm));
  }

  static String signed(String claims, Consumer<JsonWebSignature> how) {
    JsonWebSignature jws = new JsonWebSignature();
    jws.setPayload(claims);
    jws.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
    how.accept(jws);
    try {
      return jws.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  static void sign(JsonWebSignature jws, PublicJsonWebKey key, String algorithm) {
    anonymous(jws, key);
    jws.setAlgorithmHeaderValue(algorithm);
    jws.setKeyIdHeaderValue(key.getKeyId());
  }

  static void anonymous(JsonWebSignature jws, PublicJsonWebKey key) {
    jws.setAlgorithmHeaderValue("RS256");
    jws.setKey(key.getPrivateKey());
  }

  static String keySet(PublicJsonWebKey... keys) {
    return new JsonWebKeySet(List.of(keys)).toJson(OutputControlLevel.PUBLIC_ONLY);
  }

  static PublicJsonWebKey rsa(String kid, int bits) {
    try {
      PublicJsonWebKey key = RsaJwkGenerator.generateJwk(bits);
      key.setKeyId(kid);
      return key;
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  static PublicJsonWebKey ec(String kid) {
    try {
      PublicJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
      key.setKeyId(kid);
      return key;
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }
}
