package dev.oidcproxy.application.crypto;

import dev.oidcproxy.domain.port.Entropy;
import dev.oidcproxy.domain.value.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * What {@code jwt_signing_key} gives: one or more secrets of any form, from which each use derives
 * a key of its own. The first makes, all of them check.
 */
public final class KeyMaterial {

  /** Shorter texts are stretched, because a person may have thought of them. */
  public static final int STRONG_BYTES = 32;

  private static final byte[] SALT = "oidc-proxy key material".getBytes(StandardCharsets.UTF_8);
  private static final int ROUNDS = 600_000;

  private final List<byte[]> keys;

  private KeyMaterial(List<byte[]> keys) {
    this.keys = keys;
  }

  /**
   * From configured values: text, or {@code base64:} and bytes.
   *
   * @throws IllegalArgumentException when there is none, or one is not base64 though it says so
   */
  public static KeyMaterial of(List<Secret> configured) {
    if (configured.isEmpty()) {
      throw new IllegalArgumentException("no key");
    }
    return new KeyMaterial(configured.stream().map(KeyMaterial::strong).toList());
  }

  /**
   * Whether a configured secret is used as it is; a shorter one is stretched.
   *
   * @throws IllegalArgumentException when it is not base64 though it says so
   */
  public static boolean isStrong(Secret configured) {
    return bytes(configured.reveal()).length >= STRONG_BYTES;
  }

  /** Random, and gone with the process. */
  public static KeyMaterial ephemeral(Entropy entropy) {
    return new KeyMaterial(List.of(entropy.bytes(STRONG_BYTES)));
  }

  /** The key for one use from each configured secret, 32 bytes each, the current one first. */
  public List<byte[]> derive(KeyUse use) {
    return keys.stream().map(key -> Hkdf.derive(key, SALT, use.label())).toList();
  }

  private static byte[] strong(Secret secret) {
    byte[] bytes = bytes(secret.reveal());
    return bytes.length >= STRONG_BYTES ? bytes : stretched(secret.reveal());
  }

  private static byte[] bytes(String text) {
    if (!text.startsWith("base64:")) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    try {
      return Base64.getDecoder().decode(text.substring("base64:".length()));
    } catch (IllegalArgumentException e) {
      // Not as the cause: the decoder's words quote the key.
      throw new IllegalArgumentException("a key that begins with base64: is not base64");
    }
  }

  private static byte[] stretched(String text) {
    try {
      PBEKeySpec spec = new PBEKeySpec(text.toCharArray(), SALT, ROUNDS, STRONG_BYTES * 8);
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has PBKDF2WithHmacSHA256", e);
    }
  }
}
