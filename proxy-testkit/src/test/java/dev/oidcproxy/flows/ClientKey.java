package dev.oidcproxy.flows;

import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** A key pair by which a client proves itself. */
record ClientKey(String algorithm, PublicJsonWebKey pair) {

  static ClientKey make(String algorithm, String kid) {
    try {
      PublicJsonWebKey made =
          switch (algorithm) {
            case "ES256" -> EcJwkGenerator.generateJwk(EllipticCurves.P256);
            case "EdDSA" -> OkpJwkGenerator.generateJwk("Ed25519");
            default -> RsaJwkGenerator.generateJwk(2048);
          };
      made.setKeyId(kid);
      return new ClientKey(algorithm, made);
    } catch (JoseException e) {
      throw new IllegalStateException("no such key", e);
    }
  }

  /** The public half, as a JWK Set. */
  String set() {
    return "{\"keys\":[" + pair.toJson(OutputControlLevel.PUBLIC_ONLY) + "]}";
  }

  String sign(JwtClaims claims) {
    JsonWebSignature jws = new JsonWebSignature();
    jws.setPayload(claims.toJson());
    jws.setAlgorithmHeaderValue(algorithm);
    jws.setKeyIdHeaderValue(pair.getKeyId());
    jws.setKey(pair.getPrivateKey());
    try {
      return jws.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException("it cannot be signed", e);
    }
  }
}
