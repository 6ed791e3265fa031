package dev.oidcproxy.domain.port;

import java.util.Base64;

/** Unpredictable bytes. */
@FunctionalInterface
public interface Entropy {

  byte[] bytes(int count);

  /** {@code count} bytes as base64url without padding: 16 give 22 characters, 32 give 43. */
  default String text(int count) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(count));
  }
}
