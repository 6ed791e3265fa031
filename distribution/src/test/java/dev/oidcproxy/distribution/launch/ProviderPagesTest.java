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
  private static final Pattern KEY = Pattern.compile("[a-z_]+((\\[])?\\.[a-z_]+)*(\\[])?");
  private static final List<String> TYPES =
      List.of("oidc", "auth0", "google", "azure", "aws", "oauth2");

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
  void what_takes_the_place_of_a_parameter_of_fastmcp_is_a_key() throws IOException {
    List<String> keys = new ArrayList<>();
    for (String row : rows(text(DOCS.resolve("from-fastmcp.md")))) {
      String ours = row.split("(?<!\\\\)\\|", -1)[2];
      assertThat(ours).as(row).containsPattern("`|—");
      CODE.matcher(ours)
          .results()
          .map(m -> m.group(1))
          .filter(code -> KEY.matcher(code).matches())
          .forEach(keys::add);
    }
    assertThat(keys).hasSizeGreaterThan(60).contains("resources[].identity");
    assertThat(keys).allSatisfy(key -> assertThat(isKey(key)).as(key).isTrue());
    assertThat(isKey("provider.none_such")).isFalse();
    assertThat(isKey("none_such")).isFalse();
  }

  /** The rows of tables with three columns: a parameter, what it is here, differences. */
  private static List<String> rows(String document) {
    return document
        .lines()
        .dropWhile(line -> !line.startsWith("## OAuthProxy"))
        .takeWhile(line -> !line.startsWith("### Others"))
        .filter(line -> line.startsWith("| ") && !line.startsWith("| FastMCP"))
        .toList();
  }

  private static boolean isKey(String path) {
    return Configuration.keysOfThisVersion().contains(path.replace("[]", ".*"))
        || TYPES.stream().anyMatch(type -> isKey(path, type));
  }

  /** A later version's key is one too, and so is what a provider alone reads. */
  private static boolean isKey(String path, String type) {
    String yaml = "x";
    String[] parts = path.split("\\.");
    for (int i = parts.length - 1; i >= 0; i--) {
      boolean list = parts[i].endsWith("[]");
      String name = parts[i].replace("[]", "");
      yaml = "{" + name + ": " + (list ? "[" + yaml + "]" : yaml) + "}";
    }
    String typed = yaml.replace("{provider: {", "{provider: {type: " + type + ", ");
    return problems(typed).stream().noneMatch(p -> p.contains("is not a key"));
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
