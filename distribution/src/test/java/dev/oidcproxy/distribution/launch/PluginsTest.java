package dev.oidcproxy.distribution.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.Problem;
import dev.oidcproxy.distribution.config.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A jar in the plugins folder, written by somebody else. */
class PluginsTest {

  private static final String SOURCE =
      """
      package com.example;

      import com.google.inject.Module;
      import dev.oidcproxy.application.config.ConfigReader;
      import dev.oidcproxy.application.spi.ProxyPlugin;
      import dev.oidcproxy.application.spi.Slot;

      public final class MyStore implements ProxyPlugin {
        public Slot slot() {
          return Slot.STORE;
        }

        public String name() {
          return "mine";
        }

        public Module module(ConfigReader config) {
          config.text("greeting").ifPresent(text -> config.warning("greeting", "the plugin read it"));
          return binder -> {};
        }
      }
      """;

  @TempDir Path folder;

  @BeforeEach
  void install() throws IOException {
    Path source = Files.writeString(folder.resolve("MyStore.java"), SOURCE);
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-classpath",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                source.toString());
    assertThat(failed).isZero();
    Path jar = folder.resolve("mine.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry("com/example/MyStore.class"));
      out.write(Files.readAllBytes(folder.resolve("com/example/MyStore.class")));
      out.putNextEntry(new ZipEntry("META-INF/services/dev.oidcproxy.application.spi.ProxyPlugin"));
      out.write("com.example.MyStore".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
  }

  private Configuration read(String storage) {
    Configuration configuration =
        Configuration.of(
            "test.yaml", PlanTest.PROVIDER + "client_storage: " + storage + "\n", Map.of());
    Plan.read(configuration, Plugins.find(Optional.of(folder)));
    return configuration;
  }

  private static List<String> words(List<Problem> problems) {
    return problems.stream().map(Problem::toString).toList();
  }

  @Test
  void it_is_chosen_by_its_name_and_reads_keys_of_its_own() {
    Configuration configuration = read("{type: mine, greeting: hello}");

    // It has been read, and so are the rules for every store that others can write to.
    assertThat(words(configuration.problems()))
        .singleElement()
        .asString()
        .contains("mine can be shared and outlives this process");
    assertThat(words(configuration.warnings()))
        .contains("test.yaml line 6: client_storage.greeting: the plugin read it");
  }

  @Test
  void being_there_activates_nothing() {
    assertThat(words(read("{type: memory, greeting: hello}").problems()))
        .singleElement()
        .asString()
        .startsWith("test.yaml line 6: client_storage.greeting: is not a key");
  }
}
