package dev.oidcproxy.distribution.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.provider.oidc.profile.OidcProfileBuilder;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The code in the documents is that of the examples, which are built and tested. */
class DocumentedCodeTest {

  private static final Path ROOT = Path.of("..");
  private static final Path PLUGIN = ROOT.resolve("examples/provider-plugin");
  private static final Pattern SNIPPET =
      Pattern.compile("<!-- (examples/\\S+) -->\\n```\\w+\\n(.*?)```\\n", Pattern.DOTALL);

  private static final Pattern TEST = Pattern.compile("-Dtest=(\\w+)");
  private static final Pattern MAIN = Pattern.compile(" com\\.example\\.\\w+\\.(\\w+)");

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
  void everything_that_a_profile_can_say_is_in_the_table() throws IOException {
    String guide = Files.readString(ROOT.resolve("docs/writing-a-provider.md"));

    assertThat(OidcProfileBuilder.class.getDeclaredMethods())
        .filteredOn(method -> Modifier.isPublic(method.getModifiers()))
        .extracting(Method::getName)
        .contains("build")
        .filteredOn(name -> !name.equals("build"))
        .allSatisfy(name -> assertThat(guide).containsPattern("\\n\\|[^|]*`" + name + "`"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"composed-proxy", "java-mcp-server", "domain-only"})
  void every_example_says_how_it_is_run(String name) throws IOException {
    Path example = ROOT.resolve("examples").resolve(name);
    String readme = Files.readString(example.resolve("README.md"));

    assertThat(readme).contains("mvn verify -pl examples/" + name + " -am");
    for (String test : found(TEST, readme)) {
      assertThat(java(example.resolve("src/test"), test)).isNotEmpty();
    }
    List<String> mains = found(MAIN, readme);
    assertThat(mains).hasSize(name.equals("domain-only") ? 0 : 1);
    for (String main : mains) {
      assertThat(java(example.resolve("src/main"), main)).contains("public static void main(");
    }
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(m -> m.group(1)).toList();
  }

  /** The source of a class. */
  private static String java(Path below, String name) throws IOException {
    try (Stream<Path> files = Files.walk(below)) {
      return Files.readString(
          files.filter(file -> file.endsWith(name + ".java")).findFirst().orElseThrow());
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
