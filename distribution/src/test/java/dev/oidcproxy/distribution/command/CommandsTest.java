package dev.oidcproxy.distribution.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {

  private static final String GOOD =
      """
      base_url: https://mcp.example.com
      listen: 127.0.0.1:0
      provider:
        config_url: https://provider.example.com/.well-known/openid-configuration
        client_id: some-client
        client_secret: canary-secret
      jwt_signing_key: canary-key-that-is-long-enough-for-everybody
      """;

  @TempDir Path folder;

  private String file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("test.yaml"), yaml).toString();
  }

  @Test
  void version_names_the_product_and_the_java() {
    Execution version = Execution.of("--version");

    assertThat(version.exitCode()).isZero();
    assertThat(version.out()).matches("(?s)oidc-proxy \\d+\\.\\S+ \\(build \\S+\\)\\R+Java 2\\d.*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-h", "--help"})
  void help_lists_the_commands_of_this_version(String option) {
    Execution help = Execution.of(option);

    assertThat(help.exitCode()).isZero();
    assertThat(help.out())
        .contains("serve", "demo", "config", "keys", "clients", "grants")
        .doesNotContain("train", "doctor");
  }

  @Test
  void no_command_is_a_wrong_command_line() {
    assertThat(Execution.of().exitCode()).isEqualTo(2);
    assertThat(Execution.of("sevre").err()).contains("Did you mean", "serve");
    assertThat(Execution.of("sevre").exitCode()).isEqualTo(2);
    assertThat(Execution.of("serve", "--port", "1").exitCode()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"doctor", "doctor --config x"})
  void a_command_of_a_later_version_says_so(String command) {
    Execution later = Execution.of(command.split(" "));

    assertThat(later.exitCode()).isEqualTo(2);
    assertThat(later.err()).contains("this version does not have it yet, a later one brings it");
    assertThat(later.out()).isEmpty();
  }

  @Test
  void keys_are_fresh_and_ready_to_paste() throws IOException {
    Execution keys = Execution.of("keys", "generate");
    String[] lines = keys.out().split("\\R");

    assertThat(keys.exitCode()).isZero();
    assertThat(keys.out()).isNotEqualTo(Execution.of("keys", "generate").out());
    assertThat(Base64.getDecoder().decode(after("jwt_signing_key: base64:", lines[0]))).hasSize(32);
    assertThat(lines[1]).isEqualTo("client_storage:");
    assertThat(Base64.getUrlDecoder().decode(after("  encryption_key: ", lines[2]))).hasSize(32);
    String pasted = GOOD.replaceAll("jwt_signing_key.*", "") + keys.out();
    assertThat(Execution.of("config", "show", "--config", file(pasted)).exitCode()).isZero();
  }

  private static String after(String beginning, String line) {
    assertThat(line).startsWith(beginning);
    return line.substring(beginning.length());
  }

  @Test
  void the_effective_configuration_is_shown_without_secrets() throws IOException {
    Execution shown =
        Execution.with(
            Map.of("OIDC_PROXY_PROVIDER_AUDIENCE", "api"),
            "config",
            "show",
            "--config",
            file(GOOD));

    assertThat(shown.exitCode()).isZero();
    assertThat(shown.out().replaceAll(" +", " "))
        .contains(
            "base_url: https://mcp.example.com # " + folder.resolve("test.yaml") + " line 1",
            "issuer_url: as base_url # default",
            "provider.type: oidc # default",
            "provider.client_secret: ******** # ",
            "provider.audience: api # environment variable OIDC_PROXY_PROVIDER_AUDIENCE",
            "jwt_signing_key: ******** # ")
        .doesNotContain("canary");
    assertThat(shown.err()).isEmpty();
  }

  @Test
  void storage_keys_are_not_shown_either() throws IOException {
    String key = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=";
    String yaml = GOOD + "client_storage: {type: kept, encryption_key: [" + key + ", " + key + "]}";

    Execution shown = Execution.of("config", "show", "--config", file(yaml));

    assertThat(shown.exitCode()).isZero();
    assertThat(shown.out()).contains("client_storage.encryption_key").doesNotContain("cw_0x689");
  }

  @ParameterizedTest
  @ValueSource(strings = {"serve", "config show"})
  void every_problem_is_told_at_once(String command) throws IOException {
    String yaml =
        """
        base_url: http://mcp.example.com
        listen: nowhere
        provider:
          type: oicd
          client_secret: canary-secret
        claims: {sub: oid}
        client_storage: {type: redis, url: "redis://user:canary-password@host"}
        jwt_signing_key: base64:canary!
        telemetry: {log_format: xml}
        unknown: canary-value
        """;
    String file = file(yaml);

    Execution refused = Execution.of((command + " --config " + file).split(" "));

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .isEqualTo(
            """
            The configuration has 8 problems; nothing was started.
              @1: base_url: must begin with https://; http is for localhost and 127.0.0.1 only
              @2: listen: must be a host and a port, such as 127.0.0.1:8000 or [::1]:8000
              @4: provider.type: names no installed plugin; there is: auth0, aws, azure, google, oauth2, oidc
              @6: claims.sub: the name is taken: tokens have a claim of that name with a meaning of its own
              @7: client_storage.type: redis can be shared and outlives this process, so it needs both jwt_signing_key and client_storage.encryption_key: `oidc-proxy keys generate` prints the two
              @8: jwt_signing_key: must be base64 after base64:, or any other text
              @9: telemetry.log_format: must be one of text, json
              @10: unknown: is not a key: the annotated sample configuration has all of them
            """
                .replace("@", file + " line "));
    assertThat(refused.out()).doesNotContain("canary");
  }

  @Test
  void a_store_of_another_key_is_refused_as_a_configuration_is() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String kept =
          GOOD.replace("127.0.0.1:0", "127.0.0.1:" + taken.getLocalPort())
              + "management: {listen: off}\nclient_storage: {type: kept, encryption_key: %s}\n";
      String first = kept.formatted("cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=");
      String other = kept.formatted("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
      // It gets as far as the address that is taken.
      assertThat(Execution.of("serve", "--config", file(first)).exitCode()).isEqualTo(1);

      Execution refused = Execution.of("serve", "--config", file(other));

      assertThat(refused.exitCode()).isEqualTo(2);
      assertThat(refused.err())
          .startsWith(
              "The configuration has a problem; nothing was started.\n"
                  + "  client_storage.encryption_key: does not open what is stored");
      assertThat(refused.out()).isEmpty();
    }
  }

  @Test
  void a_configuration_file_must_exist() {
    Execution refused = Execution.of("serve", "--config", folder.resolve("none.yaml").toString());

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("none.yaml: configuration file: cannot be read");
  }

  @Test
  void a_port_that_is_taken_is_told_in_one_line() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      String yaml = GOOD.replace("127.0.0.1:0", address) + "management: {listen: off}\n";

      Execution failed = Execution.of("serve", "--config", file(yaml));

      assertThat(failed.exitCode()).isEqualTo(1);
      assertThat(failed.err())
          .isEqualToIgnoringNewLines(
              "oidc-proxy: cannot listen on " + address + ": Address already in use");
      assertThat(failed.out()).isEmpty();
    }
  }
}
