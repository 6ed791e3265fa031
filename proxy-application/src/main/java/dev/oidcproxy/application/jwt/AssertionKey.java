package dev.oidcproxy.application.jwt;

import dev.oidcproxy.domain.value.Secret;
import java.security.PrivateKey;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * A key of ours that signs JWTs by which we prove who we are (RFC 7523 section 2.2); {@link
 * AssertionHeader} makes one.
 *
 * @param thumbprint {@code x5t#S256} (RFC 7515 section 4.1.8)
 */
public record AssertionKey(
    PrivateKey key, String algorithm, Optional<String> keyId, Optional<String> thumbprint) {

  /** A JWT with these claims. */
  public Secret sign(Map<String, Object> claims) {
    JsonWebSignature jws = new JsonWebSignature();
    jws.setAlgorithmHeaderValue(algorithm);
    jws.setHeader("typ", "JWT");
    keyId.ifPresent(jws::setKeyIdHeaderValue);
    thumbprint.ifPresent(value -> jws.setHeader("x5t#S256", value));
    jws.setKey(key);
    jws.setPayload(new JsonObject(claims).json());
    try {
      return Secret.of(jws.getCompactSerialization());
    } catch (JoseException e) {
      throw new IllegalStateException("a key that was checked does not sign", e);
    }
  }

  /** Nobody knows what the words of a key quote. */
  @Override
  public String toString() {
    return "AssertionKey[" + algorithm + "]";
  }
}
