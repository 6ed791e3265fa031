package dev.oidcproxy.domain.authorization;

import java.util.regex.Pattern;

/** Names one authorization transaction: 128 random bits, base64url. */
public record TransactionId(String value) {

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{22}");

  /**
   * @throws IllegalArgumentException when {@code value} is not of that form
   */
  public TransactionId {
    if (!wellFormed(value)) {
      throw new IllegalArgumentException("not a transaction id");
    }
  }

  public static boolean wellFormed(String value) {
    return FORM.matcher(value).matches();
  }
}
