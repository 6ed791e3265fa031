package dev.oidcproxy.domain.value;

import java.util.regex.Pattern;

/** Names one grant: 128 random bits, base64url. Public: it is part of every token of the grant. */
public record GrantId(String value) {

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{22}");

  /**
   * @throws IllegalArgumentException when {@code value} is not of that form
   */
  public GrantId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not a grant id");
    }
  }
}
