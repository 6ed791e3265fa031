package dev.oidcproxy.distribution.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packaged program as a process, with what it says kept in files. */
final class PackagedProgram implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 120;

  private final Process process;
  private final Path err;
  private final BufferedReader out;
  private final StringBuilder said = new StringBuilder();

  private PackagedProgram(Process process, Path err) {
    this.process = process;
    this.err = err;
    this.out = process.inputReader(StandardCharsets.UTF_8);
  }

  static Path home() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      return files
          .filter(file -> Files.isExecutable(file.resolve("bin/oidc-proxy")))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("nothing is packaged"))
          .toAbsolutePath();
    }
  }

  static PackagedProgram start(Path folder, Map<String, String> environment, String... arguments)
      throws IOException {
    return startAt(home(), folder, environment, arguments);
  }

  /** Starts what is installed somewhere else. */
  static PackagedProgram startAt(
      Path home, Path folder, Map<String, String> environment, String... arguments)
      throws IOException {
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder = new ProcessBuilder(home.resolve("bin/oidc-proxy").toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    builder.directory(folder.toFile()).redirectError(err.toFile());
    return new PackagedProgram(builder.start(), err);
  }

  /** The next line on standard output; empty at its end. */
  String line() throws IOException {
    String line = out.readLine();
    said.append(line).append('\n');
    return line == null ? "" : line;
  }

  /** SIGTERM; a process of Java would close what it still has to say. */
  void terminate() {
    process.toHandle().destroy();
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("it does not end");
    }
    return process.exitValue();
  }

  /** All that was said, on both outputs. */
  String everything() throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      said.append(line).append('\n');
    }
    return said + Files.readString(err);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
