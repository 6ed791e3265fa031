package dev.oidcproxy.domain.value;

import java.util.Optional;
import java.util.regex.Pattern;

/** A PKCE challenge of method S256 (RFC 7636), the only method there is here. */
public record CodeChallenge(String value) {

  private static final Pattern S256 = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

  /**
   * @throws IllegalArgumentException when {@code value} is not a SHA-256 in base64url
   */
  public CodeChallenge {
    if (!S256.matcher(value).matches()) {
      throw new IllegalArgumentException("not an S256 code challenge");
    }
  }

  /** Empty when the text cannot be an S256 challenge. */
  public static Optional<CodeChallenge> parse(String text) {
    return S256.matcher(text).matches() ? Optional.of(new CodeChallenge(text)) : Optional.empty();
  }

  /** The challenge for a verifier of our own making. */
  public static CodeChallenge of(String verifier) {
    return new CodeChallenge(TokenHash.of(verifier).value());
  }

  /** RFC 7636 section 4.6; a verifier of the wrong form verifies nothing. */
  public boolean verifiedBy(String verifier) {
    return VERIFIER.matcher(verifier).matches() && new TokenHash(value).matches(verifier);
  }
}
