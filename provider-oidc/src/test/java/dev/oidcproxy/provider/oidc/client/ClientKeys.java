package dev.oidcproxy.provider.oidc.client;

import dev.oidcproxy.application.jwt.JsonObject;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** Keys of a client, as its operator has them, and what the other side reads in its assertions. */
public final class ClientKeys {

  private ClientKeys() {}

  /** A JWT whose signature holds. */
  public record Read(JsonObject header, JsonObject claims) {}

  public static KeyPair rsa(int bits) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    return generator.generateKeyPair();
  }

  public static KeyPair ec(String curve) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    return generator.generateKeyPair();
  }

  public static String pem(PrivateKey key) {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(key.getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  /** What an assertion says; an {@link AssertionError} when the key did not sign it. */
  public static Read verified(String assertion, PublicKey key) {
    JsonWebSignature jws = new JsonWebSignature();
    try {
      jws.setCompactSerialization(assertion);
      jws.setKey(key);
      if (!jws.verifySignature()) {
        throw new AssertionError("the signature does not hold");
      }
      return new Read(
          JsonObject.parse(Base64.getUrlDecoder().decode(assertion.split("\\.")[0])).orElseThrow(),
          JsonObject.parse(jws.getPayloadBytes()).orElseThrow());
    } catch (JoseException e) {
      throw new AssertionError("not a signed JWT", e);
    }
  }
}
