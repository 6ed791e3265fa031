package dev.oidcproxy.domain.access;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An e-mail address whose domain is beyond doubt. The domain has one form, whatever its case and
 * script were; the part before it belongs to that domain and is compared as it is.
 *
 * @param domain in lower case, other scripts as {@code xn--} labels
 */
public record EmailAddress(String local, String domain) {

  private static final Pattern LOCAL = Pattern.compile("[^@\\s\\p{Cntrl}\"]+");
  private static final Pattern DOMAIN =
      Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

  /** Empty when there is not exactly one {@code @}, or one of the parts could be misread. */
  public static Optional<EmailAddress> parse(String text) {
    int at = text.indexOf('@');
    if (at <= 0 || !LOCAL.matcher(text.substring(0, at)).matches()) {
      return Optional.empty();
    }
    String local = text.substring(0, at);
    return domain(text.substring(at + 1)).map(domain -> new EmailAddress(local, domain));
  }

  /**
   * The one form of a domain. Empty when it is none, and when its letters only look like those of
   * another one: full-width letters, say, would become plain ones.
   */
  public static Optional<String> domain(String text) {
    // The Kelvin sign is the one letter beyond ASCII that lower case makes an ASCII letter of.
    if (text.indexOf('\u212A') >= 0) {
      return Optional.empty();
    }
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.chars().allMatch(c -> c < 0x80)) {
      return Optional.of(lower).filter(d -> DOMAIN.matcher(d).matches());
    }
    try {
      String ascii = IDN.toASCII(lower, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
      return Optional.of(ascii)
          .filter(d -> DOMAIN.matcher(d).matches() && IDN.toUnicode(d).equals(lower));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
