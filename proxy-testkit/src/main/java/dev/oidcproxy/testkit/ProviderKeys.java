package dev.oidcproxy.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/** The signing keys of a {@link FakeProvider}: an RSA and an EC key, replaced together. */
final class ProviderKeys {

  /** Made once for all providers: an RSA key takes long to find. */
  private static final List<PublicJsonWebKey> RSA_KEYS = new CopyOnWriteArrayList<>();

  private static final PublicJsonWebKey STRANGE = rsa("strange");

  private int generation;
  private PublicJsonWebKey rsa;
  private PublicJsonWebKey ec;

  ProviderKeys() {
    rotate();
  }

  synchronized void rotate() {
    generation++;
    rsa = rsa(generation);
    ec = ec("ec-" + generation);
  }

  synchronized Map<String, Object> published() {
    List<Map<String, Object>> keys = new ArrayList<>();
    keys.add(rsa.toParams(OutputControlLevel.PUBLIC_ONLY));
    keys.add(ec.toParams(OutputControlLevel.PUBLIC_ONLY));
    return Map.of("keys", keys);
  }

  synchronized String sign(String type, String claims, Signature how) {
    JsonWebSignature jws = new JsonWebSignature();
    jws.setPayload(claims);
    jws.setHeader("typ", type);
    jws.setDoKeyValidation(false);
    jws.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
    switch (how) {
      case RS256 -> sign(jws, rsa, AlgorithmIdentifiers.RSA_USING_SHA256);
      case PS256 -> sign(jws, rsa, AlgorithmIdentifiers.RSA_PSS_USING_SHA256);
      case ES256 -> sign(jws, ec, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
      case UNKNOWN_KEY -> sign(jws, STRANGE, AlgorithmIdentifiers.RSA_USING_SHA256);
      case FORGED -> {
        sign(jws, STRANGE, AlgorithmIdentifiers.RSA_USING_SHA256);
        jws.setKeyIdHeaderValue(rsa.getKeyId());
      }
      case WITH_THE_PUBLIC_KEY -> {
        jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        jws.setKey(new HmacKey(rsa.getPublicKey().getEncoded()));
        jws.setKeyIdHeaderValue(rsa.getKeyId());
      }
      case NONE -> jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
    }
    try {
      return jws.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void sign(JsonWebSignature jws, PublicJsonWebKey key, String algorithm) {
    jws.setAlgorithmHeaderValue(algorithm);
    jws.setKey(key.getPrivateKey());
    jws.setKeyIdHeaderValue(key.getKeyId());
  }

  private static synchronized PublicJsonWebKey rsa(int generation) {
    while (RSA_KEYS.size() < generation) {
      RSA_KEYS.add(rsa("rsa-" + (RSA_KEYS.size() + 1)));
    }
    return RSA_KEYS.get(generation - 1);
  }

  private static PublicJsonWebKey rsa(String kid) {
    try {
      PublicJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
      key.setKeyId(kid);
      key.setUse("sig");
      return key;
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  private static PublicJsonWebKey ec(String kid) {
    try {
      PublicJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
      key.setKeyId(kid);
      key.setUse("sig");
      return key;
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }
}
