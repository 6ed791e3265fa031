package dev.oidcproxy.application.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The style of every page, written into it.
 *
 * @param hash the source expression by which a content security policy allows exactly this text
 */
record Stylesheet(String text, String hash) {

  static Stylesheet load() {
    try (InputStream file = Stylesheet.class.getResourceAsStream("page.css")) {
      return of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With the line ends of HTML: a browser makes them of all others before it takes the hash. */
  static Stylesheet of(String text) {
    String parsed = text.replaceAll("\\r\\n?", "\n");
    return new Stylesheet(parsed, "'sha256-" + sha256(parsed) + "'");
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
