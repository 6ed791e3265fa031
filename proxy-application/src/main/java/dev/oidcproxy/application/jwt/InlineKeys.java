package dev.oidcproxy.application.jwt;

import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keys that stand in a document somebody else keeps.
 *
 * @param set a JWK Set (RFC 7517 section 5)
 * @param newer the set that the document has now
 */
public record InlineKeys(String set, Supplier<Optional<String>> newer) implements VerificationKeys {

  /** Whether a text is a JWK Set with at least one key for signatures. */
  public static boolean isUsable(String set) {
    return !Jwks.keys(set.getBytes(StandardCharsets.UTF_8)).isEmpty();
  }

  @Override
  public Optional<Key> find(Optional<String> kid, String algorithm) {
    return Jwks.select(Jwks.keys(set.getBytes(StandardCharsets.UTF_8)), kid, algorithm);
  }

  @Override
  public Optional<Key> findNewer(Optional<String> kid, String algorithm) {
    return newer
        .get()
        .filter(text -> !text.equals(set))
        .flatMap(
            text -> Jwks.select(Jwks.keys(text.getBytes(StandardCharsets.UTF_8)), kid, algorithm));
  }
}
