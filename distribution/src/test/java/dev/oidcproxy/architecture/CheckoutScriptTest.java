package dev.oidcproxy.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The script that runs the program of a clone, and builds it when a source of it is newer. */
class CheckoutScriptTest {

  private static final Path ROOT = Path.of("..");
  private static final Pattern WATCHED = Pattern.compile("\\nmodules=\\(([^)]*)\\)");
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

  @Test
  void it_looks_at_every_module_that_the_program_is_built_of() throws IOException {
    Matcher watched = WATCHED.matcher(Files.readString(ROOT.resolve("oidc-proxy")));
    assertThat(watched.find()).isTrue();
    List<String> modules =
        MODULE
            .matcher(Files.readString(ROOT.resolve("pom.xml")))
            .results()
            .map(found -> found.group(1))
            .toList();

    // What comes after it is built with it, and not part of it.
    List<String> ofTheProgram = modules.subList(0, modules.indexOf("distribution") + 1);
    assertThat(ofTheProgram).hasSizeGreaterThan(10);
    assertThat(watched.group(1).strip().split("\\s+"))
        .containsExactlyInAnyOrderElementsOf(ofTheProgram);
  }
}
