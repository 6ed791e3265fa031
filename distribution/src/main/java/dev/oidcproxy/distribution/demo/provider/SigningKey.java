package dev.oidcproxy.distribution.demo.provider;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;

/** The RSA key of this process: signs and verifies RS256, and is published as a JWKS. */
final class SigningKey {

  private final String id;

  // an RSA key takes a tenth of a second: it is made while the servers start
  private final CompletableFuture<RsaJsonWebKey> key =
      CompletableFuture.supplyAsync(SigningKey::generate);

  SigningKey(String id) {
    this.id = id;
  }

  Map<String, Object> jwks() {
    Map<String, Object> published = key.join().toParams(OutputControlLevel.PUBLIC_ONLY);
    published.put("kid", id);
    published.put("use", "sig");
    published.put("alg", AlgorithmIdentifiers.RSA_USING_SHA256);
    return Map.of("keys", List.of(published));
  }

  String sign(String type, Map<String, Object> claims) {
    JwtClaims payload = new JwtClaims();
    claims.forEach(payload::setClaim);
    JsonWebSignature jws = new JsonWebSignature();
    jws.setHeader("typ", type);
    jws.setKeyIdHeaderValue(id);
    jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
    jws.setPayload(payload.toJson());
    jws.setKey(key.join().getPrivateKey());
    try {
      return jws.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException("signing failed", e);
    }
  }

  /** The claims of a token of ours, whatever its times say; empty when it is not ours. */
  Optional<JwtClaims> verify(String type, String token) {
    try {
      return Optional.of(
          new JwtConsumerBuilder()
              .setVerificationKey(key.join().getPublicKey())
              .setJwsAlgorithmConstraints(
                  new AlgorithmConstraints(
                      ConstraintType.PERMIT, AlgorithmIdentifiers.RSA_USING_SHA256))
              .setExpectedType(true, type)
              .setSkipAllValidators()
              .build()
              .processToClaims(token));
    } catch (InvalidJwtException e) {
      return Optional.empty();
    }
  }

  private static RsaJsonWebKey generate() {
    try {
      return RsaJwkGenerator.generateJwk(2048);
    } catch (JoseException e) {
      throw new IllegalStateException("no RSA here", e);
    }
  }
}
