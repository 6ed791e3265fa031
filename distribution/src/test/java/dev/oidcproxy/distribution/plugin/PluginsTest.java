package dev.oidcproxy.distribution.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A jar in the plugins folder, written by somebody else. */
class PluginsTest {

  private static final String GREETED =
      """
      config.text("greeting").ifPresent(text -> config.warning("greeting", "the plugin read it"));
      return binder -> {};
      """;

  @TempDir Path folder;

  private PluginSite site;

  @BeforeEach
  void install() {
    WrittenPlugin.mine("STORE", GREETED).into(folder, "mine.jar");
    site = new PluginSite(folder);
  }

  @Test
  void it_is_chosen_by_its_name_and_reads_keys_of_its_own() {
    site.read("client_storage: {type: mine, greeting: hello}");

    // It has been read, and so are the rules for every store that others can write to.
    assertThat(site.problems())
        .singleElement()
        .asString()
        .contains("mine can be shared and outlives this process");
    assertThat(site.warnings())
        .contains("test.yaml line 6: client_storage.greeting: the plugin read it");
  }

  @Test
  void being_there_activates_nothing() {
    site.read("client_storage: {type: memory, greeting: hello}");

    assertThat(site.problems())
        .singleElement()
        .asString()
        .startsWith("test.yaml line 6: client_storage.greeting: is not a key");
  }

  @Test
  void a_plugin_can_bring_its_library_along_in_a_jar_of_its_own() {
    WrittenPlugin written =
        WrittenPlugin.mine("STORE", "return com.example.Words.module();")
            .with(
                "com.example.Words",
                """
                package com.example;

                public final class Words {
                  public static com.google.inject.Module module() {
                    return binder -> {};
                  }
                }
                """);
    written.into(folder, "mine.jar", name -> name.endsWith("Mine.class"));
    written.into(folder, "words.jar", name -> name.contains("Words"));

    site.read("client_storage: {type: mine}");

    assertThat(site.problems()).singleElement().asString().contains("mine can be shared");
    assertThat(site.warnings()).isEmpty();
  }
}
