package dev.oidcproxy.distribution.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.distribution.plugin.WrittenPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broken plugin in the packaged program, at a place of its own. */
@Tag("packaged")
@Timeout(300)
class PackagedPluginTest {

  private static final String YAML =
      """
      base_url: http://127.0.0.1:8000
      listen: 127.0.0.1:0
      management: {listen: off}
      provider: {type: mine, client_secret: canary}
      jwt_signing_key: canary-signing-key-of-more-than-32-bytes
      client_storage: {type: memory}
      """;

  /** What it learned of a start belongs to the whole program, and is not to be made here. */
  private static final Map<String, String> ENVIRONMENT =
      Map.of("JAVA_OPTS", "-XX:+IgnoreUnrecognizedVMOptions -XX:AOTMode=off");

  @TempDir Path home;

  @BeforeEach
  void install() throws IOException {
    Files.createDirectories(home.resolve("bin"));
    Files.createDirectories(home.resolve("plugins"));
    Files.copy(PackagedProgram.home().resolve("bin/oidc-proxy"), home.resolve("bin/oidc-proxy"));
    Files.createSymbolicLink(home.resolve("lib"), PackagedProgram.home().resolve("lib"));
    Files.writeString(home.resolve("oidc-proxy.yaml"), YAML);
  }

  @Test
  void it_ends_the_start_with_2_and_one_line_that_names_it() throws Exception {
    WrittenPlugin.mine(
            "PROVIDER",
            """
            String secret = config.text("client_secret").orElseThrow();
            return binder -> { throw new IllegalStateException(secret); };
            """)
        .into(home.resolve("plugins"), "mine.jar");

    try (PackagedProgram program = PackagedProgram.startAt(home, home, ENVIRONMENT, "serve")) {
      assertThat(program.exitCode()).isEqualTo(2);
      assertThat(program.everything())
          .contains(
              "The configuration has a problem; nothing was started.",
              "provider.type: the plugin mine of mine.jar fails: IllegalStateException at"
                  + " com.example.Mine.",
              "; there is: auth0, aws, azure, google, mine (mine.jar), oauth2, oidc")
          .doesNotContain("\tat ", "canary");
    }
  }
}
