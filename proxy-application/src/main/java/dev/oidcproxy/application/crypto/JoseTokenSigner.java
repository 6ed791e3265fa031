package dev.oidcproxy.application.crypto;

import dev.oidcproxy.application.config.SigningSettings;
import dev.oidcproxy.application.config.SigningSettings.Algorithm;
import dev.oidcproxy.application.crypto.TokenKeys.NamedKey;
import dev.oidcproxy.domain.port.TokenSigner;
import dev.oidcproxy.domain.token.AccessToken;
import dev.oidcproxy.domain.value.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwx.Headers;
import org.jose4j.lang.JoseException;

/**
 * Our JWTs, by jose4j. Verification trusts nothing in the header: the algorithm is the configured
 * one, the key is one of ours by its name, and a URL or key in the header is never looked at.
 */
public final class JoseTokenSigner implements TokenSigner {

  /** RFC 9068 section 2.1. */
  private static final String TYPE = "at+jwt";

  /** Ours are well below it; longer ones are not worth decoding. */
  private static final int LONGEST = 8192;

  private final String issuer;
  private final Algorithm algorithm;
  private final TokenKeys keys;
  private final GeneratedKeys assertionKeys;

  /**
   * @param issuer whose tokens are ours: deployments that share a secret do not share tokens
   */
  public JoseTokenSigner(
      String issuer, SigningSettings settings, KeyMaterial material, SigningKeys pairs) {
    this.issuer = issuer;
    this.algorithm = settings.algorithm();
    this.keys = TokenKeys.of(settings, material, pairs);
    this.assertionKeys = pairs.forAssertions(Algorithm.ES256);
  }

  @Override
  public Secret sign(AccessToken token) {
    return signed(TYPE, algorithm, keys.signing(), AccessTokenClaims.of(token));
  }

  @Override
  public Optional<AccessToken> verify(String token) {
    if (token.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      JsonWebSignature jws = new JsonWebSignature();
      jws.setAlgorithmConstraints(
          new AlgorithmConstraints(ConstraintType.PERMIT, algorithm.name()));
      jws.setCompactSerialization(token);
      // As objects: the library's typed getters cast without looking.
      Headers header = jws.getHeaders();
      if (!(header.getObjectHeaderValue("kid") instanceof String kid)
          || !TYPE.equals(header.getObjectHeaderValue("typ"))
          || !algorithm.name().equals(header.getObjectHeaderValue("alg"))
          || header.getObjectHeaderValue("crit") != null) {
        return Optional.empty();
      }
      Optional<NamedKey> key = keys.find(kid);
      if (key.isEmpty()) {
        return Optional.empty();
      }
      jws.setKey(key.get().verifying());
      return jws.verifySignature()
          ? AccessTokenClaims.read(JwtClaims.parse(jws.getPayload()))
              .filter(read -> issuer.equals(read.issuer()))
          : Optional.empty();
    } catch (JoseException | InvalidJwtException e) {
      return Optional.empty();
    }
  }

  @Override
  public Secret assertion(Map<String, Object> claims) {
    JwtClaims all = new JwtClaims();
    claims.forEach(all::setClaim);
    return signed("JWT", Algorithm.ES256, NamedKey.of(assertionKeys.signing()), all);
  }

  @Override
  public Map<String, Object> jwks() {
    return Map.of(
        "keys",
        Stream.of(keys.published(), assertionKeys.published())
            .flatMap(List::stream)
            .map(JoseTokenSigner::publicHalf)
            .toList());
  }

  private static Map<String, Object> publicHalf(PublicJsonWebKey pair) {
    return pair.toParams(OutputControlLevel.PUBLIC_ONLY);
  }

  private static Secret signed(String type, Algorithm algorithm, NamedKey key, JwtClaims claims) {
    JsonWebSignature jws = new JsonWebSignature();
    jws.setHeader("typ", type);
    jws.setAlgorithmHeaderValue(algorithm.name());
    jws.setKeyIdHeaderValue(key.kid());
    jws.setKey(key.signing());
    jws.setPayload(claims.toJson());
    try {
      return Secret.of(jws.getCompactSerialization());
    } catch (JoseException e) {
      throw new IllegalStateException("a checked key does not sign", e);
    }
  }
}
