package dev.oidcproxy.distribution.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The code in the documents is that of the examples, which are built and tested. */
class DocumentedCodeTest {

  private static final Path ROOT = Path.of("..");
  private static final Path PLUGIN = ROOT.resolve("examples/provider-plugin");
  private static final Pattern SNIPPET =
      Pattern.compile("<!-- (examples/\\S+) -->\\n```\\w+\\n(.*?)```\\n", Pattern.DOTALL);

  private record Snippet(String file, String code) {}

  private static List<Snippet> snippets() throws IOException {
    Matcher matcher = SNIPPET.matcher(Files.readString(ROOT.resolve("docs/writing-a-provider.md")));
    return matcher.results().map(m -> new Snippet(m.group(1), m.group(2))).toList();
  }

  @Test
  void every_snippet_is_in_the_file_it_names() throws IOException {
    for (Snippet snippet : snippets()) {
      assertThat(Files.readString(ROOT.resolve(snippet.file())))
          .as(snippet.file())
          .contains(snippet.code());
    }
  }

  @Test
  void every_source_of_the_example_is_shown() throws IOException {
    Set<String> shown = snippets().stream().map(Snippet::file).collect(Collectors.toSet());

    try (Stream<Path> files = Files.walk(PLUGIN.resolve("src"))) {
      assertThat(files.filter(Files::isRegularFile).map(ROOT::relativize).map(Path::toString))
          .hasSizeGreaterThanOrEqualTo(5)
          .isSubsetOf(shown);
    }
  }

  @Test
  void the_example_is_as_short_as_it_is_said_to_be() throws IOException {
    try (Stream<Path> files = Files.walk(PLUGIN.resolve("src/main/java"))) {
      long lines = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        lines += Files.readAllLines(file).size();
      }
      assertThat(lines).isLessThan(60);
    }
    assertThat(
            Files.readAllLines(
                PLUGIN.resolve("src/test/java/com/example/acme/AcmeContractTest.java")))
        .hasSizeLessThanOrEqualTo(25);
  }
}
