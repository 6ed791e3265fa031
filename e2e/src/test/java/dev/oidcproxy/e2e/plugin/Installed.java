package dev.oidcproxy.e2e.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The packaged program at a place of its own, with plugins and a configuration of its own. */
final class Installed {

  private final Path home;
  private final Path log;

  /**
   * @param home an empty folder
   */
  Installed(Path home, Path plugin, String yaml) throws IOException {
    this.home = home;
    this.log = home.resolve("log.txt");
    Path packaged = only(Path.of("../distribution/target"), "bin/oidc-proxy");
    Files.createDirectories(home.resolve("bin"));
    Files.copy(packaged.resolve("bin/oidc-proxy"), home.resolve("bin/oidc-proxy"));
    Files.createSymbolicLink(home.resolve("lib"), packaged.resolve("lib"));
    Files.createDirectories(home.resolve("plugins"));
    Files.copy(plugin, home.resolve("plugins").resolve(plugin.getFileName()));
    Files.writeString(home.resolve("oidc-proxy.yaml"), yaml);
  }

  /** The jar that the example's build made. */
  static Path example() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("../examples/provider-plugin/target"))) {
      return files.filter(file -> file.toString().endsWith(".jar")).findFirst().orElseThrow();
    }
  }

  Process start(String... arguments) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(home.resolve("bin/oidc-proxy").toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().keySet().removeIf(name -> name.startsWith("OIDC_PROXY_"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    // It lives for a moment; and what it would learn of its start is not to be kept in a shared
    // lib.
    builder
        .environment()
        .put(
            "JAVA_OPTS",
            "-XX:TieredStopAtLevel=1 -XX:+IgnoreUnrecognizedVMOptions -XX:AOTMode=off");
    return builder.directory(home.toFile()).redirectError(Redirect.appendTo(log.toFile())).start();
  }

  /** What it said on standard error. */
  String log() throws IOException {
    return Files.readString(log, UTF_8);
  }

  private static Path only(Path folder, String part) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> Files.isExecutable(file.resolve(part)))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("nothing is packaged in " + folder))
          .toRealPath();
    }
  }
}
