package dev.oidcproxy.application.crypto;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;

/** Short authenticators for values that travel through other hands and come back. */
public final class MessageMac {

  private final List<byte[]> keys;

  public MessageMac(KeyMaterial material, KeyUse use) {
    this.keys = material.derive(use);
  }

  /** HMAC-SHA256 of the parts, base64url; parts are delimited, so none can flow into the next. */
  public String of(String... parts) {
    return mac(keys.getFirst(), parts);
  }

  /** What each key makes of the parts, the current one first: where something may be kept. */
  public List<String> underEach(String... parts) {
    return keys.stream().map(key -> mac(key, parts)).toList();
  }

  /** Whether {@code mac} is that of the parts under any of the keys; constant time for each. */
  public boolean verify(String mac, String... parts) {
    byte[] presented = mac.getBytes(StandardCharsets.UTF_8);
    boolean genuine = false;
    for (byte[] key : keys) {
      genuine |= MessageDigest.isEqual(mac(key, parts).getBytes(StandardCharsets.UTF_8), presented);
    }
    return genuine;
  }

  private static String mac(byte[] key, String... parts) {
    StringBuilder message = new StringBuilder();
    for (String part : parts) {
      message.append(part.length()).append(':').append(part);
    }
    byte[] mac = Hkdf.hmac(key, message.toString().getBytes(StandardCharsets.UTF_8));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
  }
}
