package dev.oidcproxy.domain.value;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A value that must not be seen: a token, a client secret, a key. Its text leaves only through
 * {@link #reveal()}; {@code toString} is constant and {@code equals} takes the same time for every
 * difference.
 */
public final class Secret {

  private final String value;

  private Secret(String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("a secret is not empty");
    }
    this.value = value;
  }

  /**
   * The secret with this text.
   *
   * @throws IllegalArgumentException when {@code value} is empty
   */
  public static Secret of(String value) {
    return new Secret(value);
  }

  /** The text itself; the packages that may call this are listed in the architecture test. */
  public String reveal() {
    return value;
  }

  public TokenHash hash() {
    return TokenHash.of(value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that && MessageDigest.isEqual(bytes(), that.bytes());
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "Secret[redacted]";
  }

  private byte[] bytes() {
    return value.getBytes(StandardCharsets.UTF_8);
  }
}
