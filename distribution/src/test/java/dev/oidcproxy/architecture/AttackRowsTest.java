package dev.oidcproxy.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every attack that we promise to withstand has a test that says so: a Java test by its tag, a
 * journey in a browser or with a real client by the row at the start of its name.
 */
class AttackRowsTest {

  /** All but S22, which is about a grant type that there is not, and faults of the surroundings. */
  private static final Set<String> ROWS =
      Stream.of(
              rows(1, 21),
              rows(23, 34),
              Stream.of("S35", "F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F10"))
          .flatMap(rows -> rows)
          .collect(Collectors.toUnmodifiableSet());

  private static final Pattern JAVA = Pattern.compile("@Tag\\(\"([SF]\\d+)\"\\)");
  private static final Pattern JOURNEY =
      Pattern.compile("\\b(?:test|it)(?:\\.\\w+)?\\(\\s*['\"`]([SF]\\d+)\\b");

  @Test
  void every_attack_has_a_test_that_carries_its_name() throws IOException {
    Set<String> shown = shown(Path.of("").toAbsolutePath().getParent());

    Set<String> missing = new TreeSet<>(ROWS);
    missing.removeAll(shown);
    assertThat(missing).as("attacks without a test").isEmpty();
  }

  private static Stream<String> rows(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(n -> "S" + n);
  }

  private static Set<String> shown(Path root) throws IOException {
    Set<String> shown = new TreeSet<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = String.valueOf(folder.getFileName());
            return Set.of("node_modules", "target").contains(name)
                    || (name.startsWith(".") && !folder.equals(root))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = file.getFileName().toString();
            if (name.endsWith(".java")) {
              collect(file, JAVA, shown);
            } else if (name.matches(".*\\.(?:[cm]?js|ts)")) {
              collect(file, JOURNEY, shown);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return shown;
  }

  private static void collect(Path file, Pattern row, Set<String> shown) {
    try {
      Matcher m = row.matcher(Files.readString(file));
      while (m.find()) {
        shown.add(m.group(1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
