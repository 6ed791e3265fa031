package dev.oidcproxy.application.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.branding.Branding;
import dev.oidcproxy.application.branding.Logo;
import dev.oidcproxy.domain.value.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrandingReaderTest {

  private static final String SVG = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";

  @TempDir Path folder;

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private static Reading with(String key, Path value) {
    return Reading.minimal().and(key, value.toString());
  }

  @Test
  void a_logo_is_read_and_known_by_its_content() throws IOException {
    Branding branding = with("branding.logo_file", file("logo.txt", SVG)).settings().branding();

    assertThat(branding.logo().map(Logo::mediaType)).contains("image/svg+xml");
    assertThat(branding.name()).isEqualTo("mcp.example.com");
  }

  @Test
  void a_logo_that_is_none_is_a_problem() throws IOException {
    assertThat(with("branding.logo_file", file("logo.png", "no image")).problems())
        .containsExactly("here: branding.logo_file: must name a PNG or SVG image");
    assertThat(
            with("branding.logo_file", file("large.svg", SVG + " ".repeat(Logo.LARGEST)))
                .problems())
        .containsExactly(
            "here: branding.logo_file: names a file of more than 256 KiB: use a smaller image");
    assertThat(with("branding.logo_file", folder.resolve("absent.png")).problems())
        .containsExactly(
            "here: branding.logo_file: names a file that cannot be read: check that it exists and"
                + " who may read it");
  }

  @Test
  void languages_are_added_to_english() throws IOException {
    file("de.properties", "approve=Erlauben\n");
    file("notes.txt", "no language");
    Reading reading = with("branding.languages_folder", folder);

    assertThat(reading.settings().branding().languages().best(Optional.of("de")).word("approve"))
        .isEqualTo("Erlauben");
    assertThat(reading.warnings()).hasSize(2).first().asString().contains("de.properties: ");
  }

  @Test
  void a_file_that_cannot_be_used_is_named() throws IOException {
    file("de.properties", "approve={0}\n");
    file("fr.properties", "approve=Oui\n");
    file("FR.properties", "approve=Oui\n");
    Files.write(
        folder.resolve("es.properties"), "deny=Aquí\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(with("branding.languages_folder", folder).problems())
        .containsExactly(
            "here: branding.languages_folder: de.properties: approve must have no braces: nothing"
                + " is put into it",
            "here: branding.languages_folder: es.properties: is not UTF-8",
            "here: branding.languages_folder: fr.properties: is a second file of one language:"
                + " remove one of them");
  }

  @Test
  void a_folder_without_languages_is_told() {
    assertThat(with("branding.languages_folder", folder).warnings())
        .containsExactly(
            "here: branding.languages_folder: names a folder without any file such as"
                + " de.properties");
    assertThat(with("branding.languages_folder", folder.resolve("absent")).problems())
        .containsExactly("here: branding.languages_folder: must name a folder that can be read");
  }

  @Test
  void scopes_have_words() {
    assertThat(
            Reading.minimal()
                .and("scope_descriptions.tools:call", "Use tools in your name")
                .and("scope_descriptions.https://scopes.example/mail.read", "Read your mail")
                .settings()
                .scopeDescriptions())
        .isEqualTo(
            Map.of(
                new Scope("tools:call"), "Use tools in your name",
                new Scope("https://scopes.example/mail.read"), "Read your mail"));
  }

  @Test
  void words_for_no_scope_are_a_problem() {
    assertThat(Reading.minimal().and("scope_descriptions.read write", "Both").problems())
        .containsExactly(
            "here: scope_descriptions.read write: is not under a scope: printable characters"
                + " without spaces, quotes and backslashes");
    assertThat(Reading.minimal().and("scope_descriptions.read", "w".repeat(201)).problems())
        .containsExactly("here: scope_descriptions.read: must have at most 200 characters");
  }
}
