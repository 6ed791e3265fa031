package dev.oidcproxy.distribution.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of plugins that are wrong: which, of which jar, why, and what else there is. */
class BrokenPluginTest {

  private static final String CHOSEN =
      "client_storage: {type: mine, encryption_key: cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=}";
  private static final String LEFT_ALONE = "client_storage: {type: memory}";
  private static final String SIX = "test.yaml line 6: client_storage.type: ";
  private static final String THERE_IS =
      "names no installed plugin; there is: auto, disk, kept, memory, redis; these could not be"
          + " loaded: ";

  @TempDir Path folder;

  private PluginSite site;

  @BeforeEach
  void install() {
    site = new PluginSite(folder);
  }

  private String problem() {
    site.read(CHOSEN);
    assertThat(site.problems()).hasSize(1);
    return site.problems().getFirst();
  }

  private String leftAlone() {
    site.read(LEFT_ALONE);
    assertThat(site.problems()).isEmpty();
    assertThat(site.warnings()).hasSize(1);
    return site.warnings().getFirst();
  }

  @Test
  void a_class_that_is_not_there() {
    WrittenPlugin.emptyJar(folder, "mine.jar", "com.example.Missing");

    String why = "com.example.Missing of mine.jar: there is no such class";
    assertThat(problem()).isEqualTo(SIX + THERE_IS + why);
    assertThat(leftAlone()).isEqualTo("plugins: could not be loaded: " + why);
  }

  @Test
  void a_file_that_is_no_jar() throws IOException {
    Files.writeString(folder.resolve("mine.jar"), "half a download");

    assertThat(problem()).isEqualTo(SIX + THERE_IS + "mine.jar is no jar, or damaged");
    assertThat(leftAlone())
        .isEqualTo("plugins: could not be loaded: mine.jar is no jar, or damaged");
  }

  @Test
  void a_constructor_that_throws_is_told_by_its_place_and_not_by_its_words() {
    WrittenPlugin.constructedBy("if (true) throw new IllegalStateException(\"canary\");")
        .into(folder, "mine.jar");

    assertThat(problem())
        .startsWith(
            SIX
                + THERE_IS
                + "com.example.Mine of mine.jar: IllegalStateException at"
                + " com.example.Mine.<init>(Mine.java:")
        .doesNotContain("canary");
    assertThat(leftAlone()).contains("com.example.Mine of mine.jar");
  }

  @Test
  void a_class_that_is_no_plugin() {
    new WrittenPlugin()
        .with("com.example.Mine", "package com.example; public final class Mine {}")
        .into(folder, "mine.jar");

    assertThat(problem()).endsWith("com.example.Mine of mine.jar: it is no ProxyPlugin");
  }

  @Test
  void a_plugin_without_a_name() {
    WrittenPlugin.mine("STORE", "return binder -> {};").named("").into(folder, "mine.jar");

    assertThat(problem())
        .endsWith("com.example.Mine of mine.jar: it does not say its slot and name");
  }

  @Test
  void a_class_that_cannot_be_made() {
    new WrittenPlugin()
        .with("com.example.Mine", "package com.example; public abstract class Mine {}")
        .into(folder, "mine.jar");

    assertThat(problem()).contains("must be a public class with a public constructor");
  }

  @Test
  void a_class_for_a_newer_java() throws IOException {
    Path jar = WrittenPlugin.mine("STORE", "return binder -> {};").into(folder, "mine.jar");
    WrittenPlugin.ofJava(99, jar);

    assertThat(problem())
        .endsWith(
            "com.example.Mine of mine.jar: it was compiled for a newer Java than "
                + Runtime.version().feature());
  }

  @Test
  void a_name_that_two_jars_have() {
    WrittenPlugin.mine("STORE", "return binder -> {};").into(folder, "mine-1.0.jar");
    WrittenPlugin.mine("STORE", "return binder -> {};").into(folder, "mine-1.1.jar");

    String both = "names more than one plugin: of mine-1.0.jar and of mine-1.1.jar";
    assertThat(problem()).isEqualTo(SIX + both + "; remove all but one");
    assertThat(leftAlone())
        .isEqualTo("plugins: mine as client_storage.type " + both + "; remove all but one");
  }

  @Test
  void a_name_that_the_program_has_a_plugin_for() {
    WrittenPlugin.mine("STORE", "return binder -> {};").named("redis").into(folder, "my-redis.jar");

    site.read(CHOSEN.replace("mine", "redis"));

    assertThat(site.problems())
        .containsExactly(
            SIX
                + "names more than one plugin: of my-redis.jar and of the program; remove all but"
                + " one");
  }

  @Test
  void a_name_that_means_something_else() {
    WrittenPlugin.mine("STORE", "return binder -> {};").named("memory").into(folder, "mine.jar");

    assertThat(leftAlone())
        .isEqualTo(
            "plugins: memory (mine.jar) bears a name that client_storage.type has for something"
                + " else");
  }

  @Test
  void a_module_method_that_throws() {
    WrittenPlugin.mine("STORE", "throw new IllegalStateException(\"canary\");")
        .into(folder, "mine.jar");

    assertThat(problem())
        .startsWith(
            SIX
                + "the plugin mine of mine.jar fails: IllegalStateException at"
                + " com.example.Mine.module(Mine.java:")
        .endsWith("; there is: auto, disk, kept, memory, mine (mine.jar), redis")
        .doesNotContain("canary");
    site.read(LEFT_ALONE);
    assertThat(site.warnings()).isEmpty();
  }

  @Test
  void a_class_that_failed_before_is_told_by_its_place_and_not_by_the_words_it_failed_with() {
    WrittenPlugin.mine(
            "STORE",
            """
            class Broken {
              static final int NUMBER = Integer.parseInt("canary");
            }
            int number = 0;
            try {
              number = Broken.NUMBER;
            } catch (ExceptionInInitializerError e) {
              number = Broken.NUMBER;
            }
            return binder -> {};
            """)
        .into(folder, "mine.jar");

    assertThat(problem())
        .startsWith(
            SIX
                + "the plugin mine of mine.jar fails: ExceptionInInitializerError at"
                + " com.example.Mine$1Broken.<clinit>(Mine.java:")
        .doesNotContain("canary");
  }

  @Test
  void a_module_method_that_gives_none() {
    WrittenPlugin.mine("STORE", "return null;").into(folder, "mine.jar");

    assertThat(problem()).startsWith(SIX + "the plugin mine of mine.jar gives no module; there is");
  }

  @Test
  void a_call_of_a_method_that_this_version_does_not_have() {
    WrittenPlugin.mine("STORE", "config.gone(); return binder -> {};")
        .with(
            "dev.oidcproxy.application.config.ConfigReader",
            """
            package dev.oidcproxy.application.config;

            public final class ConfigReader {
              public void gone() {}
            }
            """)
        .into(folder, "mine.jar");

    assertThat(problem())
        .contains(
            "the plugin mine of mine.jar fails: it does not fit this version of oidc-proxy, or a"
                + " library is missing: compile it again against this version (NoSuchMethodError: ",
            "ConfigReader.gone()");
  }

  @Test
  void a_plugin_that_lacks_a_method_of_this_version() {
    new WrittenPlugin()
        .with(
            "com.example.Mine",
            "package com.example; public final class Mine implements"
                + " dev.oidcproxy.application.spi.ProxyPlugin {}")
        .with(
            "dev.oidcproxy.application.spi.ProxyPlugin",
            "package dev.oidcproxy.application.spi; public interface ProxyPlugin {}")
        .into(folder, "mine.jar");

    assertThat(problem())
        .contains(
            "com.example.Mine of mine.jar: it does not fit this version", "AbstractMethodError");
  }
}
