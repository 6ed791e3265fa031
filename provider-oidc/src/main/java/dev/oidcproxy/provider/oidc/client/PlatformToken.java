package dev.oidcproxy.provider.oidc.client;

import dev.oidcproxy.application.jwt.JwtVerifier;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.value.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** A token that the platform renews in a file, so that it is read each time it is used. */
record PlatformToken(Path file, InstantSource clock) {

  static final int LARGEST = 64 * 1024;

  /**
   * @throws UpstreamException.Unavailable when there is none that could be used
   */
  Secret read() {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(LARGEST + 1);
    } catch (IOException e) {
      // Not as the cause: nothing of what a file system says is needed to find the file.
      throw unusable("cannot be read: check that the platform mounts it and who may read it");
    }
    if (bytes.length > LARGEST) {
      throw unusable("is longer than 64 KiB");
    }
    String token = new String(bytes, StandardCharsets.ISO_8859_1).strip();
    if (!JwtVerifier.looksLikeJwt(token)) {
      throw unusable("holds no JWT");
    }
    // The provider judges it; this is for better words than its invalid_client.
    if (JwtVerifier.unverifiedExpiry(token)
        .filter(end -> !clock.instant().isBefore(end.plus(JwtVerifier.SKEW)))
        .isPresent()) {
      throw unusable("holds a token that has expired: does the platform still renew it?");
    }
    return Secret.of(token);
  }

  private static UpstreamException.Unavailable unusable(String why) {
    return new UpstreamException.Unavailable("the file in provider.client_assertion_file " + why);
  }
}
