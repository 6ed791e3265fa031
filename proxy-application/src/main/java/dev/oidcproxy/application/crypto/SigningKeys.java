package dev.oidcproxy.application.crypto;

import dev.oidcproxy.application.config.SigningSettings.Algorithm;
import dev.oidcproxy.application.state.Records;
import dev.oidcproxy.application.state.State.KeyPairRecord;
import dev.oidcproxy.application.state.Stored;
import dev.oidcproxy.domain.error.StoreException;
import dev.oidcproxy.domain.value.Secret;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/**
 * Generated key pairs. Each is made once, by whichever node needs it first, and kept sealed in the
 * store; an instance remembers what it read.
 */
public final class SigningKeys {

  private static final int RSA_BITS = 2048;

  private final Records<KeyPairRecord> records;
  private final InstantSource clock;
  private final Map<String, PublicJsonWebKey> known = new ConcurrentHashMap<>();

  public SigningKeys(Records<KeyPairRecord> records, InstantSource clock) {
    this.records = records;
    this.clock = clock;
  }

  /** The pair for a use, made when there is none. */
  PublicJsonWebKey pair(String use, Algorithm algorithm) {
    return known.computeIfAbsent(use + "." + algorithm, id -> load(id, algorithm));
  }

  private PublicJsonWebKey load(String id, Algorithm algorithm) {
    String jwk =
        records
            .find(id)
            .map(Stored::value)
            .map(record -> record.jwk().reveal())
            .orElseGet(() -> make(id, algorithm));
    try {
      return PublicJsonWebKey.Factory.newPublicJwk(JsonUtil.parseJson(jwk));
    } catch (JoseException e) {
      // Not as the cause: the parser quotes what it read, which is a private key.
      throw new StoreException("a stored signing key cannot be read");
    }
  }

  private String make(String id, Algorithm algorithm) {
    String jwk = generate(algorithm).toJson(OutputControlLevel.INCLUDE_PRIVATE);
    Instant until = clock.instant().plus(KeyPairRecord.KEPT);
    if (records.insert(id, new KeyPairRecord(Secret.of(jwk)), until)) {
      return jwk;
    }
    return records.find(id).orElseThrow().value().jwk().reveal();
  }

  private static PublicJsonWebKey generate(Algorithm algorithm) {
    try {
      PublicJsonWebKey key =
          algorithm == Algorithm.RS256
              ? RsaJwkGenerator.generateJwk(RSA_BITS)
              : EcJwkGenerator.generateJwk(EllipticCurves.P256);
      key.setAlgorithm(algorithm.name());
      key.setUse("sig");
      key.setKeyId(key.calculateBase64urlEncodedThumbprint("SHA-256").substring(0, 16));
      return key;
    } catch (JoseException e) {
      throw new IllegalStateException("every Java platform has RSA and P-256", e);
    }
  }
}
