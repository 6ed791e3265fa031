package dev.oidcproxy.distribution.keys;

import dev.oidcproxy.domain.value.Secret;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/** A signing key as this program writes it: {@code base64:} and 32 random bytes. */
public final class FreshKey {

  private static final int BYTES = 32;
  private static final Pattern FORM = Pattern.compile("base64:[A-Za-z0-9+/]{43}=");

  private FreshKey() {}

  /** A new one. */
  public static Secret make() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return Secret.of("base64:" + Base64.getEncoder().encodeToString(bytes));
  }

  /** Whether it is one of ours, and whole. */
  static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }
}
