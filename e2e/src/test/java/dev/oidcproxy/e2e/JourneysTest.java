package dev.oidcproxy.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("it measures how long browsers wait")
class JourneysTest {

  private static final Path FOLDER = Path.of("").toAbsolutePath();
  private static final Path CHECKOUT = FOLDER.getParent();

  @TestFactory
  Stream<DynamicTest> journeys() throws IOException, InterruptedException {
    Optional<Node> node = Node.find(CHECKOUT);
    if (node.isEmpty()) {
      return Stream.of(dynamicTest("node", () -> skip("Node 22 or newer is not on the PATH")));
    }
    if (!Files.isDirectory(FOLDER.resolve("node_modules"))) {
      return Stream.of(dynamicTest("packages", () -> skip("`npm ci` was not run in e2e")));
    }
    return run(node.get());
  }

  private static Stream<DynamicTest> run(Node node) throws IOException, InterruptedException {
    ProcessBuilder command = node.command("run.mjs").redirectErrorStream(true);
    launcher().ifPresent(path -> command.environment().put("OIDC_PROXY_BIN", path.toString()));
    Process process = command.start();
    List<String> lines = new ArrayList<>();
    try (BufferedReader output = process.inputReader(UTF_8)) {
      output.lines().peek(System.out::println).forEach(lines::add);
    }
    List<Outcome> outcomes = Outcome.read(lines);
    boolean failed = outcomes.stream().anyMatch(o -> o.verdict() == Outcome.Verdict.FAILED);
    int exit = process.waitFor();
    return Stream.concat(
        outcomes.stream().map(JourneysTest::test),
        Stream.of(dynamicTest("the run as a whole", () -> assertEquals(failed ? 1 : 0, exit))));
  }

  private static DynamicTest test(Outcome outcome) {
    return dynamicTest(
        outcome.name(),
        () -> {
          switch (outcome.verdict()) {
            case PASSED -> {}
            case FAILED -> fail(outcome.details());
            case SKIPPED -> skip(outcome.details());
          }
        });
  }

  /** A test that was skipped has shown nothing, which some builds do not accept. */
  private static void skip(String reason) {
    if (Boolean.getBoolean("skips.fail")) {
      fail(reason);
    }
    abort(reason);
  }

  /** What the environment names, else the program that this build packaged. */
  private static Optional<Path> launcher() throws IOException {
    String named = System.getenv("OIDC_PROXY_BIN");
    if (named != null) {
      return Optional.of(Path.of(named));
    }
    Path packaged = CHECKOUT.resolve("distribution/target");
    if (!Files.isDirectory(packaged)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(packaged, 4)) {
      return files.filter(file -> file.endsWith("bin/oidc-proxy")).findFirst();
    }
  }
}
