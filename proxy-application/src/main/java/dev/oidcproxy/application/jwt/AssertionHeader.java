package dev.oidcproxy.application.jwt;

import dev.oidcproxy.application.pem.Pem;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.util.Base64;
import java.util.Optional;

/**
 * What the header of our assertions says of the key that signs them.
 *
 * @param algorithm absent: as the key has it, and PS256 for an RSA key with a certificate
 * @param keyId the {@code kid} under which the other side knows the public key
 * @param certificate of the key, of which the thumbprint is sent ({@code x5t#S256})
 */
public record AssertionHeader(
    Optional<String> algorithm, Optional<String> keyId, Optional<X509Certificate> certificate) {

  private static final int SHORTEST_RSA = 2048;
  private static final int P256 = 256;

  /** One that says nothing beyond the algorithm. */
  public static final AssertionHeader PLAIN =
      new AssertionHeader(Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * The key in a PEM text, ready to sign.
   *
   * @throws IllegalArgumentException in words for the operator, without the key
   */
  public AssertionKey over(String pem) {
    PrivateKey key = key(pem);
    String fitting = fitting(key);
    String chosen = algorithm.orElse(fitting);
    if (fitting.startsWith("E") != chosen.startsWith("E")) {
      throw new IllegalArgumentException("it is of another kind than " + chosen + " needs");
    }
    try {
      if (certificate.isPresent()) {
        Pem.requirePair(certificate.get(), key);
      }
      return new AssertionKey(key, chosen, keyId, thumbprint());
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("it is not the key of the (first) certificate");
    }
  }

  private static PrivateKey key(String pem) {
    try {
      return Pem.privateKey(pem);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "it is not a private key in PEM without a password, as `openssl pkey -in key.pem` writes"
              + " one");
    }
  }

  private String fitting(PrivateKey key) {
    if (key instanceof RSAKey rsa && rsa.getModulus().bitLength() >= SHORTEST_RSA) {
      return certificate.isPresent() ? "PS256" : "RS256";
    }
    if (key instanceof ECKey ec && ec.getParams().getOrder().bitLength() == P256) {
      return "ES256";
    }
    throw new IllegalArgumentException(
        "it is neither an RSA key of at least 2048 bits nor one of the curve P-256");
  }

  private Optional<String> thumbprint() throws GeneralSecurityException {
    if (certificate.isEmpty()) {
      return Optional.empty();
    }
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.get().getEncoded());
    return Optional.of(Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
  }
}
