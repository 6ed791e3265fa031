package dev.oidcproxy.distribution.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found out about a plugin only when everything is put together. */
class UnfitPluginTest {

  private static final String PROVIDER =
      """
      return new com.google.inject.AbstractModule() {
        @com.google.inject.Provides
        @com.google.inject.Singleton
        dev.oidcproxy.domain.port.IdentityProvider provider(%s) {
          %s
        }
      };
      """;

  private static final String MINE = "provider.type: the plugin mine of mine.jar ";
  private static final String THERE_IS =
      "; there is: auth0, aws, azure, google, mine (mine.jar), oauth2, oidc";

  @TempDir Path folder;

  private PluginSite site;

  @BeforeEach
  void install() {
    site = new PluginSite(folder);
  }

  private String refusedWith(String module) {
    WrittenPlugin.mine("PROVIDER", module).into(folder, "mine.jar");
    return site.refused("type: mine", "");
  }

  @Test
  void a_module_that_binds_something_else() {
    assertThat(refusedWith("return binder -> binder.bind(String.class).toInstance(\"x\");"))
        .isEqualTo(
            MINE
                + "has a module that does not bind dev.oidcproxy.domain.port.IdentityProvider"
                + THERE_IS);
  }

  @Test
  void a_module_that_throws() {
    assertThat(refusedWith("return binder -> { throw new IllegalStateException(\"canary\"); };"))
        .startsWith(MINE + "fails: IllegalStateException at com.example.Mine.")
        .endsWith(THERE_IS)
        .doesNotContain("canary");
  }

  @Test
  void a_provider_that_cannot_be_made() {
    assertThat(refusedWith(PROVIDER.formatted("", "throw new IllegalStateException(\"canary\");")))
        .startsWith(MINE + "fails: IllegalStateException at com.example.Mine$1.provider(Mine.java:")
        .endsWith(THERE_IS)
        .doesNotContain("canary");
  }

  @Test
  void a_provider_that_needs_what_nobody_binds() {
    assertThat(refusedWith(PROVIDER.formatted("java.net.Socket socket", "return null;")))
        .startsWith(MINE + "has a module that does not fit: ")
        .contains("java.net.Socket", THERE_IS)
        .doesNotContain("\n");
  }

  @Test
  void a_provider_that_is_null() {
    assertThat(refusedWith(PROVIDER.formatted("", "return null;")))
        .startsWith(MINE + "has a module that does not fit: ")
        .endsWith(THERE_IS);
  }

  @Test
  void a_provider_of_another_version() {
    WrittenPlugin.mine(
            "PROVIDER",
            PROVIDER.formatted("", "dev.oidcproxy.domain.value.Scope.gone(); return null;"))
        .with(
            "dev.oidcproxy.domain.value.Scope",
            "package dev.oidcproxy.domain.value; public record Scope(String value) { public static"
                + " void gone() {} }")
        .into(folder, "mine.jar");

    assertThat(site.refused("type: mine", ""))
        .startsWith(MINE + "fails: it does not fit this version of oidc-proxy")
        .contains("NoSuchMethodError", "Scope.gone()")
        .endsWith(THERE_IS);
  }
}
