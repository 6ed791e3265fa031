package dev.oidcproxy.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Node that runs the journeys: from the PATH when new enough, else the build's own. */
record Node(Path executable) {

  private static final int OLDEST = 22;
  private static final Pattern VERSION = Pattern.compile("v(\\d+)\\..*", Pattern.DOTALL);

  /** Looks on the PATH, then in the folder {@code .tools} of the checkout. */
  static Optional<Node> find(Path checkout) {
    return Stream.concat(onPath(), ofBuild(checkout))
        .filter(Files::isExecutable)
        .map(Node::new)
        .filter(node -> node.feature() >= OLDEST)
        .findFirst();
  }

  private static Stream<Path> onPath() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(path)
        .map(folder -> Path.of(folder, "node"));
  }

  private static Stream<Path> ofBuild(Path checkout) {
    Path packages = checkout.resolve(".tools/node_modules");
    if (!Files.isDirectory(packages)) {
      return Stream.empty();
    }
    try (Stream<Path> found = Files.list(packages)) {
      return found.map(each -> each.resolve("bin/node")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int feature() {
    try {
      Process process = command("--version").redirectErrorStream(true).start();
      String version = new String(process.getInputStream().readAllBytes(), UTF_8);
      Matcher parsed = VERSION.matcher(version);
      return parsed.matches() ? Integer.parseInt(parsed.group(1)) : 0;
    } catch (IOException notRunnable) {
      return 0;
    }
  }

  ProcessBuilder command(String... arguments) {
    List<String> command =
        Stream.concat(Stream.of(executable.toString()), Stream.of(arguments)).toList();
    return new ProcessBuilder(command);
  }
}
