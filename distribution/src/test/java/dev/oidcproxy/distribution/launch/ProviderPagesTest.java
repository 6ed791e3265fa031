package dev.oidcproxy.distribution.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.Problem;
import dev.oidcproxy.distribution.config.Configuration;
import dev.oidcproxy.distribution.plugin.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents tell people to write is what the program reads. */
class ProviderPagesTest {

  private static final Path DOCS = Path.of("../docs");
  private static final Pattern BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_0-9]+)}");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)(#[^)]*)?\\)");
  private static final Pattern JOINED = Pattern.compile("\"\\s*\\+ \"");

  static Stream<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(DOCS.resolve("providers"))) {
      return files.filter(file -> !file.endsWith("README.md")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void every_configuration_on_a_page_is_one(Path page) throws IOException {
    List<String> blocks = BLOCK.matcher(text(page)).results().map(m -> m.group(1)).toList();
    assertThat(blocks).isNotEmpty();
    for (String block : blocks) {
      assertThat(block).startsWith("base_url: ");
      assertThat(problems(block)).as(block).isEmpty();
    }
  }

  @Test
  void every_page_is_in_the_list_of_pages() throws IOException {
    String list = text(DOCS.resolve("providers/README.md"));
    assertThat(pages())
        .hasSizeGreaterThanOrEqualTo(10)
        .allSatisfy(page -> {
          assertThat(list).contains("](" + page.getFileName() + ")");
        });
  }

  @Test
  void every_file_that_these_documents_point_to_is_there() throws IOException {
    List<Path> documents = new ArrayList<>(pages().toList());
    documents.add(DOCS.resolve("providers/README.md"));
    documents.add(DOCS.resolve("from-fastmcp.md"));
    documents.add(DOCS.resolve("writing-a-provider.md"));
    documents.add(Path.of("../provider-oidc/README.md"));
    documents.add(Path.of("../README.md"));
    for (Path document : documents) {
      assertThat(LINK.matcher(text(document)).results().map(m -> m.group(1)))
          .as(document.toString())
          .filteredOn(target -> !target.contains(":"))
          .isNotEmpty()
          .allSatisfy(target -> assertThat(document.resolveSibling(target)).exists());
    }
  }

  @Test
  void every_log_line_on_a_page_is_one_that_the_program_writes() throws IOException {
    String sources = sources();
    List<String> lines = new ArrayList<>();
    for (Path page : pages().toList()) {
      for (String row : text(page).lines().filter(line -> line.startsWith("|")).toList()) {
        String seen = row.split("\\|")[1];
        CODE.matcher(
                seen.substring(seen.indexOf("log: ") < 0 ? seen.length() : seen.indexOf("log: ")))
            .results()
            .map(m -> m.group(1))
            // Any other is an error code in the provider's own words.
            .filter(line -> line.contains(" "))
            .forEach(lines::add);
      }
    }
    assertThat(lines)
        .hasSizeGreaterThan(20)
        .allSatisfy(line -> {
          assertThat(sources).contains(parts(line));
          assertThat(sources).containsPattern("[\"=]" + Pattern.quote(parts(line).getFirst()));
        });
  }

  /** What the program puts a line together of; the first begins a text in its sources. */
  private static List<String> parts(String line) {
    List<String> parts = new ArrayList<>(List.of(line.split(": | … | \\d{3}\\b")));
    parts.removeIf(part -> part.matches("\\s*|[a-z_]+"));
    return parts;
  }

  /** Texts in the code of all modules in one piece each, and those of their properties. */
  private static String sources() throws IOException {
    StringBuilder sources = new StringBuilder();
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      for (Path main : modules.map(m -> m.resolve("src/main")).filter(Files::exists).toList()) {
        try (Stream<Path> files = Files.walk(main)) {
          for (Path file :
              files.filter(f -> f.toString().matches(".*\\.(java|properties)")).toList()) {
            sources.append(JOINED.matcher(text(file)).replaceAll(""));
          }
        }
      }
    }
    return sources.toString();
  }

  private static List<String> problems(String yaml) {
    Map<String, String> variables = new TreeMap<>();
    VARIABLE.matcher(yaml).results().forEach(found -> variables.put(found.group(1), "secret"));
    Configuration configuration = Configuration.of("page", yaml, variables);
    Plan.read(configuration, Plugins.find(Optional.empty()));
    return configuration.problems().stream().map(Problem::toString).toList();
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file);
  }
}
