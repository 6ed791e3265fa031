package dev.oidcproxy.domain.value;

/** A client identifier (RFC 6749 section 2.2): printable ASCII, at most 2048 characters. */
public record ClientId(String value) {

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

  /** Whether this is the URL of a client ID metadata document. */
  public boolean isMetadataDocument() {
    return value.startsWith("https://");
  }
}
