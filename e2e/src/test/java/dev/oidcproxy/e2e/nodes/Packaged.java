package dev.oidcproxy.e2e.nodes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The program that this build packaged, or what the environment names instead. */
final class Packaged {

  private Packaged() {}

  static Path launcher() {
    String named = System.getenv("OIDC_PROXY_BIN");
    if (named != null) {
      return Path.of(named);
    }
    Path target = Path.of("").toAbsolutePath().resolveSibling("distribution/target");
    try (Stream<Path> files = Files.list(target)) {
      return files
          .map(folder -> folder.resolve("bin/oidc-proxy"))
          .filter(Files::isExecutable)
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("nothing is packaged in " + target));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
