package dev.oidcproxy.distribution.demo.provider;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * One login and what came of it. Its code and its refresh tokens are one numbered sequence made
 * from its key: 0 is the code, each later number the refresh token that replaced the one before.
 *
 * @param generation the one number that is good now
 */
record Grant(
    String id,
    SecretKey key,
    SampleUser user,
    AuthorizationRequest request,
    Instant signedInAt,
    int generation) {

  /** The code or refresh token that is good now. */
  String currentToken() {
    return id + "." + generation + "." + proof(generation);
  }

  /** Whether this token was made by this grant, now or earlier. */
  boolean made(Token token) {
    return token.grantId().equals(id)
        && token.generation() <= generation
        && MessageDigest.isEqual(ascii(proof(token.generation())), ascii(token.proof()));
  }

  Grant next() {
    return new Grant(id, key, user, request, signedInAt, generation + 1);
  }

  private String proof(int number) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(mac.doFinal(ascii(Integer.toString(number))));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** A code or refresh token as it was presented: its parts, nothing proven yet. */
  record Token(String grantId, int generation, String proof) {

    private static final Pattern FORM =
        Pattern.compile("([A-Za-z0-9_-]{22})\\.(\\d{1,9})\\.([A-Za-z0-9_-]{43})");

    static Optional<Token> parse(String text) {
      Matcher parts = FORM.matcher(text);
      return parts.matches()
          ? Optional.of(new Token(parts.group(1), Integer.parseInt(parts.group(2)), parts.group(3)))
          : Optional.empty();
    }

    boolean isCode() {
      return generation == 0;
    }
  }
}
