package dev.oidcproxy.distribution.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.distribution.config.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the first page says of keys is all there is. */
class DocumentedKeysTest {

  private static final List<String> KEYS = Configuration.keysOfThisVersion();

  private static String readme() throws IOException {
    String text = Files.readString(Path.of("../README.md"));
    return text.substring(text.indexOf("\n## Keys\n"), text.indexOf("\n## Consent\n"));
  }

  @Test
  void every_key_or_the_section_it_is_in_has_a_row() throws IOException {
    String table = readme();

    assertThat(KEYS)
        .isNotEmpty()
        .allSatisfy(key ->
            assertThat(table).containsPattern("[|,] `" + key.split("\\.")[0] + "(`|\\.|\\[])"));
  }

  @Test
  void every_kind_of_provider_with_keys_of_its_own_is_pointed_to() throws IOException {
    assertThat(readme())
        .contains("provider-auth0/README.md", "provider-google/README.md")
        .contains("provider-azure/README.md", "provider-aws/README.md")
        .contains("provider-oidc/README.md#providers-without-openid-connect");
  }

  @Test
  void every_secret_that_can_come_from_a_file_is_named() throws IOException {
    List<String> files =
        KEYS.stream()
            .filter(key -> key.endsWith("_file"))
            .filter(key -> KEYS.contains(key.substring(0, key.length() - "_file".length())))
            .map(key -> key.substring(key.lastIndexOf('.') + 1))
            .toList();
    String sentence =
        readme()
            .lines()
            .filter(line -> line.contains("come from a file:"))
            .findFirst()
            .orElseThrow();

    assertThat(files)
        .contains("client_secret_file", "url_file")
        .allSatisfy(file -> assertThat(sentence).contains("`" + file + "`"));
  }
}
