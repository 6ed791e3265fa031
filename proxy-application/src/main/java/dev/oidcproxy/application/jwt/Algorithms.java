package dev.oidcproxy.application.jwt;

import java.util.List;
import java.util.Set;

/**
 * Signature algorithms (RFC 7518 section 3.1, RFC 8037). Asymmetric ones are what is meant unless
 * symmetric ones are named: with those, whoever can verify could sign.
 */
public final class Algorithms {

  public static final Set<String> ASYMMETRIC =
      Set.of(
          "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA");

  /** Those with a secret that both sides have. */
  public static final Set<String> SYMMETRIC = Set.of("HS256", "HS384", "HS512");

  /** Those in which a client may sign its assertions (RFC 7523). */
  public static final List<String> CLIENT_ASSERTIONS = List.of("RS256", "PS256", "ES256", "EdDSA");

  private Algorithms() {}

  /** The {@code kty} of keys for an asymmetric algorithm. */
  static String keyType(String algorithm) {
    return switch (algorithm.charAt(0)) {
      case 'R', 'P' -> "RSA";
      default -> algorithm.equals("EdDSA") ? "OKP" : "EC";
    };
  }
}
