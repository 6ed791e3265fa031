package dev.oidcproxy.application.jwt;

import dev.oidcproxy.domain.value.Secret;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;

/** The one key that an operator was given: a public key, or a secret that both sides have. */
public final class FixedKey implements VerificationKeys {

  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PUBLIC KEY-----([^-]+)-----END PUBLIC KEY-----");

  private static final List<String> FAMILIES = List.of("RSA", "EC", "Ed25519");
  private static final int SHORTEST_RSA = 2048;

  private final Key key;
  private final Set<String> algorithms;

  private FixedKey(Key key, Set<String> algorithms) {
    this.key = key;
    this.algorithms = Set.copyOf(algorithms);
  }

  /**
   * A public key in PEM, as {@code openssl pkey -pubout} writes it.
   *
   * @throws IllegalArgumentException when it is none that signatures can be verified with; its
   *     message is for the operator
   */
  public static FixedKey pem(String text) {
    Matcher found = PEM.matcher(text);
    if (!found.find()) {
      throw new IllegalArgumentException("has no PUBLIC KEY block in PEM");
    }
    byte[] encoded = decoded(found.group(1));
    PublicKey key =
        FAMILIES.stream()
            .flatMap(family -> key(family, encoded).stream())
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("is not a usable public key"));
    return new FixedKey(key, algorithms(key));
  }

  /** A secret; each algorithm needs one at least as long as its hash (RFC 7518 section 3.2). */
  public static FixedKey secret(Secret secret) {
    byte[] bytes = secret.reveal().getBytes(StandardCharsets.UTF_8);
    Set<String> algorithms = new TreeSet<>();
    for (String algorithm : Algorithms.SYMMETRIC) {
      if (bytes.length * Byte.SIZE >= Integer.parseInt(algorithm.substring(2))) {
        algorithms.add(algorithm);
      }
    }
    return new FixedKey(new SecretKeySpec(bytes, "HMAC"), algorithms);
  }

  @Override
  public Set<String> algorithms() {
    return algorithms;
  }

  @Override
  public Optional<Key> find(Optional<String> kid, String algorithm) {
    return algorithms.contains(algorithm) ? Optional.of(key) : Optional.empty();
  }

  @Override
  public Optional<Key> findNewer(Optional<String> kid, String algorithm) {
    return find(kid, algorithm);
  }

  private static Set<String> algorithms(PublicKey key) {
    return switch (key) {
      case RSAPublicKey rsa when rsa.getModulus().bitLength() < SHORTEST_RSA ->
          throw new IllegalArgumentException("is an RSA key of less than 2048 bits");
      case RSAPublicKey rsa -> Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512");
      case ECPublicKey ec -> Set.of(curve(ec.getParams().getCurve().getField().getFieldSize()));
      default -> Set.of("EdDSA");
    };
  }

  private static String curve(int bits) {
    return switch (bits) {
      case 256 -> "ES256";
      case 384 -> "ES384";
      case 521 -> "ES512";
      default -> throw new IllegalArgumentException("is a key of a curve that is not known here");
    };
  }

  /** Empty when it is a key of another family. */
  private static Optional<PublicKey> key(String family, byte[] encoded) {
    try {
      return Optional.of(
          KeyFactory.getInstance(family).generatePublic(new X509EncodedKeySpec(encoded)));
    } catch (InvalidKeySpecException e) {
      return Optional.empty();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + family, e);
    }
  }

  private static byte[] decoded(String block) {
    try {
      return Base64.getMimeDecoder().decode(block);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("is not a usable public key", e);
    }
  }
}
