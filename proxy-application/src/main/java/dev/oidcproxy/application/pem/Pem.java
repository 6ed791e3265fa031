package dev.oidcproxy.application.pem;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and private keys in PEM (RFC 7468). */
public final class Pem {

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN ((?:RSA )?PRIVATE KEY)-----([^-]+)-----END \\1-----");
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

  /** PKCS#8 version 0 and the algorithm identifier of rsaEncryption, in DER. */
  private static final byte[] RSA_HEAD = {
    2, 1, 0, 48, 13, 6, 9, 42, (byte) 134, 72, (byte) 134, (byte) 247, 13, 1, 1, 1, 5, 0
  };

  private Pem() {}

  /** The certificates of a text in order, at least one. */
  public static List<X509Certificate> certificates(String text) throws CertificateException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> all =
        factory
            .generateCertificates(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)))
            .stream()
            .map(X509Certificate.class::cast)
            .toList();
    if (all.isEmpty()) {
      throw new CertificateException("no certificate");
    }
    return all;
  }

  /** The private key in a text, PKCS#8 or PKCS#1, not encrypted. No message quotes it. */
  public static PrivateKey privateKey(String text) throws GeneralSecurityException {
    Matcher matcher = KEY.matcher(text);
    if (!matcher.find()) {
      throw new InvalidKeySpecException("no private key");
    }
    byte[] der;
    try {
      der = Base64.getMimeDecoder().decode(matcher.group(2));
    } catch (IllegalArgumentException e) {
      // Not as the cause: the decoder's words quote the key.
      throw new InvalidKeySpecException("not base64");
    }
    byte[] pkcs8 = matcher.group(1).startsWith("RSA") ? wrapped(der) : der;
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (InvalidKeySpecException e) {
        // The algorithm is written inside; the JDK only tells by trying.
      }
    }
    throw new InvalidKeySpecException("neither RSA, EC nor EdDSA");
  }

  /**
   * Passes when a key is that of a certificate.
   *
   * @throws InvalidKeyException when it is not
   */
  public static void requirePair(X509Certificate certificate, PrivateKey key)
      throws GeneralSecurityException {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> "EdDSA";
        };
    byte[] probe = {1, 2, 3};
    Signature signer = Signature.getInstance(algorithm);
    signer.initSign(key);
    signer.update(probe);
    byte[] signature = signer.sign();
    Signature verifier = Signature.getInstance(algorithm);
    verifier.initVerify(certificate.getPublicKey());
    verifier.update(probe);
    if (!verifier.verify(signature)) {
      throw new InvalidKeyException("the key does not belong to the certificate");
    }
  }

  private static byte[] wrapped(byte[] pkcs1) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(RSA_HEAD);
    element(4, pkcs1, content);
    ByteArrayOutputStream pkcs8 = new ByteArrayOutputStream();
    element(48, content.toByteArray(), pkcs8);
    return pkcs8.toByteArray();
  }

  private static void element(int tag, byte[] content, ByteArrayOutputStream to) {
    to.write(tag);
    to.write(0x82); // a length in two bytes is always right for a key's size
    to.write(content.length >> 8);
    to.write(content.length);
    to.writeBytes(content);
  }
}
