package dev.oidcproxy.application.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HKDF-SHA256 (RFC 5869) for outputs of one hash length, which is all that is needed here. */
final class Hkdf {

  private Hkdf() {}

  /** 32 bytes for {@code info}. */
  static byte[] derive(byte[] inputKey, byte[] salt, String info) {
    byte[] pseudoRandomKey = hmac(salt, inputKey);
    byte[] label = info.getBytes(StandardCharsets.UTF_8);
    byte[] firstBlock = Arrays.copyOf(label, label.length + 1);
    firstBlock[label.length] = 1;
    return hmac(pseudoRandomKey, firstBlock);
  }

  static byte[] hmac(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
