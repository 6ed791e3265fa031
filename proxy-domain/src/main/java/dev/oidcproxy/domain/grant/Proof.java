package dev.oidcproxy.domain.grant;

import dev.oidcproxy.domain.value.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 under a grant's key: what makes a code or refresh token genuine. */
final class Proof {

  private Proof() {}

  /**
   * The proof of a purpose, base64url; purposes never collide, so neither do code and refresh
   * token.
   */
  static String of(Secret key, String purpose) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(bytes(key.reveal()), "HmacSHA256"));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(bytes(purpose)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  /** Compares in constant time. */
  static boolean matches(String genuine, String presented) {
    return MessageDigest.isEqual(bytes(genuine), bytes(presented));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
