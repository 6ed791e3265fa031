package dev.oidcproxy.application.crypto;

import dev.oidcproxy.domain.value.Secret;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** What stored records are sealed with: the first key seals, every key opens. */
public final class SealKeys {

  private static final int KEY_BYTES = 32;

  private final List<byte[]> own;
  private final boolean derivedToo;

  private SealKeys(List<byte[]> own, boolean derivedToo) {
    this.own = own;
    this.derivedToo = derivedToo;
  }

  /** Derived from the signing keys: whoever has those has these. */
  public static SealKeys derived() {
    return new SealKeys(List.of(), true);
  }

  /**
   * Fernet keys: 32 bytes each, in URL-safe base64.
   *
   * @throws IllegalArgumentException when there is none, or one is something else; never quotes it
   */
  public static SealKeys of(List<Secret> fernetKeys) {
    if (fernetKeys.isEmpty()) {
      throw new IllegalArgumentException("no key");
    }
    return new SealKeys(fernetKeys.stream().map(SealKeys::decoded).toList(), false);
  }

  /**
   * These, and the derived ones to open what was sealed before there were these. Not for a store
   * that others can write to: who has a signing key could plant records there.
   */
  public SealKeys openingDerived() {
    return new SealKeys(own, true);
  }

  /** Never empty; the first seals. */
  public List<byte[]> all(KeyMaterial material) {
    List<byte[]> all = new ArrayList<>(own);
    if (derivedToo) {
      all.addAll(material.derive(KeyUse.STORAGE));
    }
    return all;
  }

  private static byte[] decoded(Secret fernetKey) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(fernetKey.reveal());
    } catch (IllegalArgumentException e) {
      // Not as the cause: the decoder's words quote the key.
      bytes = new byte[0];
    }
    if (bytes.length != KEY_BYTES) {
      throw new IllegalArgumentException("a Fernet key is 32 bytes in URL-safe base64");
    }
    return bytes;
  }
}
