package dev.oidcproxy.domain.value;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client identifier (RFC 6749 section 2.2): printable ASCII, at most 2048 characters. */
public record ClientId(String value) {

  private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";

  /** The last label is no number: that would be an address, and an address is nobody's name. */
  private static final Pattern DOCUMENT_URL =
      Pattern.compile(
          "https://(?<host>(?:"
              + LABEL
              + "\\.){0,126}(?=[A-Za-z])"
              + LABEL
              + ")(?::[0-9]{1,5})?"
              + "(?<path>/[A-Za-z0-9._~!$&'()*+,;=:@%/-]+)"
              + "(?:\\?[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*)?");

  /** Dots and separators that one more decoding would make: nobody needs them to name a file. */
  private static final Pattern ENCODED = Pattern.compile("(?i)%(?:2e|2f|5c|25|00)");

  private static final Pattern DOT_SEGMENT = Pattern.compile("/\\.{1,2}(?:/|$)");
  private static final int LONGEST_HOST = 253;

  /**
   * @throws IllegalArgumentException when {@code value} could not have been issued or configured
   */
  public ClientId {
    if (!wellFormed(value)) {
      throw new IllegalArgumentException("not a client identifier");
    }
  }

  /** Whether a stranger's text may be a client identifier at all. */
  public static boolean wellFormed(String value) {
    return !value.isEmpty()
        && value.length() <= 2048
        && value.chars().allMatch(c -> c >= 0x20 && c <= 0x7e);
  }

  /**
   * Whether this is the URL of a client ID metadata document: https, the name of a host, a path, no
   * fragment, no user information, and no dot segment in any encoding.
   */
  public boolean isMetadataDocument() {
    return documentHost().isPresent();
  }

  /** The host of the metadata document, in lower case; empty when this is no such URL. */
  public Optional<String> documentHost() {
    Matcher url = DOCUMENT_URL.matcher(value);
    return url.matches()
            && url.group("host").length() <= LONGEST_HOST
            && !ENCODED.matcher(value).find()
            && !DOT_SEGMENT.matcher(url.group("path")).find()
            && isUrl(value)
        ? Optional.of(url.group("host").toLowerCase(Locale.ROOT))
        : Optional.empty();
  }

  /** Also sees to it that every escape is whole and that the port is a number we can use. */
  private static boolean isUrl(String text) {
    try {
      return new URI(text).parseServerAuthority().getPort() <= 65535;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
