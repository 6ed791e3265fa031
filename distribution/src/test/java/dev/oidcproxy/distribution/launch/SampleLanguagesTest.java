package dev.oidcproxy.distribution.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.language.LanguageFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SampleLanguagesTest {

  private static final Path LANGUAGES = Path.of("src/main/dist/conf/languages");

  @Test
  void every_language_that_comes_along_is_complete() throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.list(LANGUAGES)) {
      files = found.toList();
    }

    assertThat(files).isNotEmpty();
    for (Path file : files) {
      LanguageFile read = LanguageFile.read(file.getFileName().toString(), Files.readString(file));
      assertThat(read.problems()).as(file.toString()).isEmpty();
      assertThat(read.warnings()).as(file.toString()).isEmpty();
    }
  }
}
