package dev.oidcproxy.distribution.administration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.distribution.administration.AdministeredProxy.Outcome;
import dev.oidcproxy.testkit.flow.TestProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands between a command and the server, and how it is said. */
class AdminReachTest {

  @TempDir Path folder;

  private AdministeredProxy administered;

  @BeforeEach
  void start() throws IOException {
    administered = new AdministeredProxy(TestProxy.simple(), folder);
  }

  @AfterEach
  void stop() {
    administered.close();
  }

  @Test
  void a_server_that_is_gone_is_told_with_its_address() {
    administered.stop();

    Outcome outcome = administered.command("clients", "list");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err())
        .contains("cannot reach the server at 127.0.0.1:" + administered.port(), "is it running");
  }

  @Test
  void a_token_that_is_missing_unreadable_or_wrong_is_told_with_its_place() throws IOException {
    Files.writeString(administered.tokenFile(), "another");
    Outcome wrong = administered.command("clients", "list");
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.err())
        .contains("does not take the token in " + administered.tokenFile())
        .doesNotContain("another\n");

    Files.delete(administered.tokenFile());
    Outcome missing = administered.command("clients", "list");
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.err())
        .contains("there is no token", administered.tokenFile().toString(), "the user that runs");
  }

  @Test
  void the_token_is_for_its_owner_only_and_ends_with_the_server() throws IOException {
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(administered.tokenFile())))
        .isEqualTo("rw-------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(administered.tokenFile().getParent())))
        .isEqualTo("rwx------");
    assertThat(Files.readString(administered.tokenFile()).strip()).hasSize(43);
    try (var files = Files.list(administered.tokenFile().getParent())) {
      assertThat(files).hasSize(1);
    }

    administered.close();

    assertThat(administered.tokenFile()).doesNotExist();
  }

  @Test
  void without_a_management_listener_there_is_nobody_to_ask() throws IOException {
    Path file = Files.writeString(folder.resolve("off.yaml"), "management: {listen: off}\n");

    Outcome outcome = AdministeredProxy.run("clients", "list", "--config", file.toString());

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).contains("management.listen is off");
  }

  @Test
  void a_configuration_that_cannot_be_read_is_told() throws IOException {
    Path file = Files.writeString(folder.resolve("bad.yaml"), "management: {listen: nowhere}\n");

    assertThat(AdministeredProxy.run("grants", "list", "--config", file.toString()))
        .satisfies(outcome -> {
          assertThat(outcome.exitCode()).isEqualTo(2);
          assertThat(outcome.err()).contains("management.listen: must be");
        });
    assertThat(
            AdministeredProxy.run("grants", "list", "--config", folder.resolve("no").toString())
                .exitCode())
        .isEqualTo(2);
  }
}
