package dev.oidcproxy.application.crypto;

import dev.oidcproxy.application.config.SigningSettings.Algorithm;
import dev.oidcproxy.domain.value.Secret;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * A signing key that the operator made, in PEM: a private key (PKCS#8, as {@code openssl genpkey}
 * writes it) and, for an elliptic curve, its public key beside it ({@code openssl pkey -pubout}).
 */
public final class PemKeyPair {

  private static final Pattern PRIVATE = block("PRIVATE KEY");
  private static final Pattern PUBLIC = block("PUBLIC KEY");

  private PemKeyPair() {}

  /** The pair; empty when the text is not PEM at all, and so is key material of another kind. */
  static Optional<PublicJsonWebKey> parse(Secret configured, Algorithm algorithm) {
    Matcher found = PRIVATE.matcher(configured.reveal());
    return found.find()
        ? Optional.of(pair(found.group(1), configured.reveal(), algorithm))
        : Optional.empty();
  }

  /** Whether the text is PEM, of whatever content. */
  public static boolean isPem(Secret configured) {
    return configured.reveal().contains("-----BEGIN");
  }

  /**
   * Checks a configured key by signing with it: what is too short, of another curve or not a pair
   * shows now and not at the first login.
   *
   * @throws IllegalArgumentException in words for the operator, without the key
   */
  public static void check(Secret configured, Algorithm algorithm) {
    PublicJsonWebKey pair =
        parse(configured, algorithm)
            .orElseThrow(
                () -> new IllegalArgumentException("the PEM has no PRIVATE KEY block (PKCS#8)"));
    if (!signs(pair)) {
      throw unusable(algorithm);
    }
  }

  private static boolean signs(PublicJsonWebKey pair) {
    try {
      JsonWebSignature signed = new JsonWebSignature();
      signed.setAlgorithmHeaderValue(pair.getAlgorithm());
      signed.setKey(pair.getPrivateKey());
      signed.setPayload("{}");
      JsonWebSignature read = new JsonWebSignature();
      read.setCompactSerialization(signed.getCompactSerialization());
      read.setKey(pair.getPublicKey());
      return read.verifySignature();
    } catch (JoseException e) {
      return false;
    }
  }

  private static PublicJsonWebKey pair(String privateBlock, String pem, Algorithm algorithm) {
    try {
      KeyFactory factory = KeyFactory.getInstance(algorithm == Algorithm.RS256 ? "RSA" : "EC");
      PrivateKey privateKey =
          factory.generatePrivate(new PKCS8EncodedKeySpec(decoded(privateBlock)));
      PublicKey publicKey = publicKey(factory, privateKey, pem);
      PublicJsonWebKey jwk = PublicJsonWebKey.Factory.newPublicJwk(publicKey);
      jwk.setPrivateKey(privateKey);
      jwk.setAlgorithm(algorithm.name());
      jwk.setUse("sig");
      jwk.setKeyId(jwk.calculateBase64urlEncodedThumbprint("SHA-256").substring(0, 16));
      return jwk;
    } catch (GeneralSecurityException | JoseException e) {
      // Not as the cause: a parser's words may quote the key.
      throw unusable(algorithm);
    }
  }

  private static PublicKey publicKey(KeyFactory factory, PrivateKey privateKey, String pem)
      throws GeneralSecurityException {
    if (privateKey instanceof RSAPrivateCrtKey rsa) {
      return factory.generatePublic(
          new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
    }
    Matcher found = PUBLIC.matcher(pem);
    if (!found.find()) {
      throw new IllegalArgumentException("the PEM needs the PUBLIC KEY block of the ES256 key too");
    }
    return factory.generatePublic(new X509EncodedKeySpec(decoded(found.group(1))));
  }

  private static IllegalArgumentException unusable(Algorithm algorithm) {
    return new IllegalArgumentException("the PEM is not a usable " + algorithm + " key");
  }

  private static byte[] decoded(String block) throws GeneralSecurityException {
    try {
      return Base64.getMimeDecoder().decode(block);
    } catch (IllegalArgumentException e) {
      throw new InvalidKeyException("not base64");
    }
  }

  private static Pattern block(String name) {
    return Pattern.compile("-----BEGIN " + name + "-----([^-]+)-----END " + name + "-----");
  }
}
