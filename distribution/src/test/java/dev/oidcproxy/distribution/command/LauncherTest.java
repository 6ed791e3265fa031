package dev.oidcproxy.distribution.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script that finds a Java and makes starts faster. */
@Tag("packaged")
@Timeout(300)
class LauncherTest {

  private static final String PREPARING = "preparing faster starts, this once";

  @TempDir static Path folder;
  private static Path installed;
  private static String firstWords;

  @BeforeAll
  static void install() throws Exception {
    Path home = PackagedProgram.home();
    Path archive = home.resolveSibling(home.getFileName() + ".tar.gz");
    Process tar =
        new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", folder.toString()).start();
    assertThat(tar.waitFor()).isZero();
    installed = folder.resolve(home.getFileName());
    firstWords = version(Map.of());
  }

  private static String version(Map<String, String> environment) throws Exception {
    try (PackagedProgram program =
        PackagedProgram.startAt(installed, folder, environment, "--version")) {
      String said = program.everything();
      assertThat(program.exitCode()).as(said).isZero();
      return said;
    }
  }

  @Test
  void the_archive_has_what_it_should() {
    for (String part :
        List.of(
            "LICENSE",
            "conf/oidc-proxy.yaml",
            "conf/languages/en.properties.sample",
            "plugins",
            "licenses/README.md")) {
      assertThat(installed.resolve(part)).exists();
    }
    assertThat(firstWords).containsPattern("(?m)^oidc-proxy \\d").containsPattern("(?m)^Java 2\\d");
  }

  @Test
  void what_the_first_start_learned_is_used_by_the_next() throws Exception {
    assumeThat(Runtime.version().feature()).as("Java").isGreaterThanOrEqualTo(25);
    Path log = folder.resolve("classes.log");

    String words = version(Map.of("JAVA_OPTS", "-Xlog:class+load:file=" + log));

    assertThat(firstWords).contains(PREPARING);
    assertThat(words).doesNotContain(PREPARING);
    assertThat(Files.readAllLines(log))
        .anyMatch(
            line -> line.contains("dev.oidcproxy.distribution.Main source: shared objects file"));
  }

  @Test
  void no_start_depends_on_what_was_learned() throws Exception {
    assumeThat(Runtime.version().feature()).as("Java").isGreaterThanOrEqualTo(25);
    Path cache = cache();
    byte[] learned = Files.readAllBytes(cache);
    try {
      for (String unusable : List.of("", "garbage")) {
        Files.writeString(cache, unusable);
        assertThat(version(Map.of())).startsWith("oidc-proxy ").doesNotContain(PREPARING);
      }
    } finally {
      Files.write(cache, learned);
    }
  }

  @Test
  void what_was_learned_from_another_jar_of_the_same_date_is_learned_anew() throws Exception {
    assumeThat(Runtime.version().feature()).as("Java").isGreaterThanOrEqualTo(25);
    Path jar = installed.resolve("lib").resolve(nameOf("proxy-application-.*\\.jar"));
    FileTime date = Files.getLastModifiedTime(jar);
    Files.write(jar, Files.readAllBytes(jar));
    Files.setLastModifiedTime(jar, date);

    assertThat(version(Map.of())).contains(PREPARING);
    assertThat(version(Map.of())).doesNotContain(PREPARING);
  }

  private static String nameOf(String pattern) throws IOException {
    try (Stream<Path> files = Files.list(installed.resolve("lib"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches(pattern))
          .findFirst()
          .orElseThrow();
    }
  }

  private static Path cache() throws IOException {
    try (Stream<Path> files = Files.list(installed.resolve("lib"))) {
      return files.filter(file -> file.toString().endsWith(".aot")).findFirst().orElseThrow();
    }
  }

  @Test
  void a_java_that_is_too_old_is_passed_over() throws Exception {
    Path old = folder.resolve("jdk-17");
    Files.createDirectories(old.resolve("bin"));
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");
    Path java = Files.writeString(old.resolve("bin/java"), "#!/bin/sh\nexit 9\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    String path = Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH");

    assertThat(version(Map.of("JAVA_HOME", old.toString(), "PATH", path)))
        .containsPattern("(?m)^Java 2\\d");
  }
}
