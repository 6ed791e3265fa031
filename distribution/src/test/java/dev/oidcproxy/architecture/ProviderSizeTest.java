package dev.oidcproxy.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A provider is data: what it says of itself is short, and so is what shows that it keeps to it.
 */
class ProviderSizeTest {

  private static final Path ROOT = Path.of("..");

  private static List<Path> sources(String below) throws IOException {
    List<Path> sources = new ArrayList<>();
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path module :
          modules.filter(m -> m.getFileName().toString().matches("provider-.*")).toList()) {
        try (Stream<Path> files = Files.walk(module.resolve(below))) {
          files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
        }
      }
    }
    return sources;
  }

  @Test
  void the_contract_of_providers_is_taken_on_in_25_lines() throws IOException {
    List<Path> contracts = new ArrayList<>();
    for (Path file : sources("src/test/java")) {
      // Verifiers of tokens have a contract of their own.
      if (file.toString().endsWith("ContractTest.java")
          && !Files.readString(file).contains("TokenVerifierContract")) {
        contracts.add(file);
        assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThanOrEqualTo(25);
      }
    }
    assertThat(contracts).hasSizeGreaterThanOrEqualTo(6);
  }

  @Test
  void what_a_provider_differs_in_is_said_in_150_lines() throws IOException {
    List<Path> profiles = new ArrayList<>();
    for (Path file : sources("src/main/java")) {
      if (Files.readString(file).contains("public OidcProfile profile()")) {
        profiles.add(file);
        assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThanOrEqualTo(150);
      }
    }
    assertThat(profiles).hasSizeGreaterThanOrEqualTo(5);
  }
}
