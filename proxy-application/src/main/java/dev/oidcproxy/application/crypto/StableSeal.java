package dev.oidcproxy.application.crypto;

import dev.oidcproxy.domain.port.Seal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM whose nonce is a MAC of the content: the same content gives the same bytes, and two
 * contents share a nonce only by a chance of 2 to the 96. The first key seals, every key opens.
 */
public final class StableSeal implements Seal {

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private record Keys(byte[] nonce, byte[] content) {}

  private final List<Keys> keys;

  public StableSeal(KeyMaterial material, KeyUse use) {
    this.keys =
        material.derive(use).stream()
            .map(key -> new Keys(part(key, "nonce"), part(key, "content")))
            .toList();
  }

  @Override
  public byte[] seal(byte[] plain) {
    Keys current = keys.getFirst();
    byte[] nonce = Arrays.copyOf(Hkdf.hmac(current.nonce(), plain), NONCE_BYTES);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, current, nonce).doFinal(plain);
      byte[] whole = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
      System.arraycopy(sealed, 0, whole, NONCE_BYTES, sealed.length);
      return whole;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    }
  }

  @Override
  public Optional<byte[]> open(byte[] sealed) {
    if (sealed.length < NONCE_BYTES) {
      return Optional.empty();
    }
    byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
    return keys.stream().flatMap(key -> opened(key, nonce, sealed).stream()).findFirst();
  }

  private static Optional<byte[]> opened(Keys key, byte[] nonce, byte[] sealed) {
    try {
      return Optional.of(
          cipher(Cipher.DECRYPT_MODE, key, nonce)
              .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES));
    } catch (GeneralSecurityException e) {
      // Not sealed by this key.
      return Optional.empty();
    }
  }

  private static Cipher cipher(int mode, Keys key, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        mode, new SecretKeySpec(key.content(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }

  private static byte[] part(byte[] key, String name) {
    return Hkdf.hmac(key, name.getBytes(StandardCharsets.UTF_8));
  }
}
