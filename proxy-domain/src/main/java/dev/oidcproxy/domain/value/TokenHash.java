package dev.oidcproxy.domain.value;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * SHA-256 of a value with at least 128 bits of entropy, base64url without padding. It stands for a
 * token where the token itself must not be kept: in a cache, a store or a log.
 */
public record TokenHash(String value) {

  public static TokenHash of(String token) {
    return new TokenHash(
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(sha256().digest(token.getBytes(StandardCharsets.UTF_8))));
  }

  /** Compares in constant time. */
  public boolean matches(String token) {
    return MessageDigest.isEqual(
        value.getBytes(StandardCharsets.US_ASCII),
        of(token).value.getBytes(StandardCharsets.US_ASCII));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
