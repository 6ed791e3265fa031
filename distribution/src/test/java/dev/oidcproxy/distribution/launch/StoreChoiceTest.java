package dev.oidcproxy.distribution.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oidcproxy.application.crypto.KeyMaterial;
import dev.oidcproxy.application.crypto.KeyUse;
import dev.oidcproxy.distribution.keys.Machine;
import dev.oidcproxy.distribution.launch.Keeping.Kept;
import dev.oidcproxy.distribution.plugin.Plugins;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.provider.oidc.OidcPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept where when no key is configured, and when one is. */
class StoreChoiceTest {

  private static final Map<String, String> SESSION =
      Map.of("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");

  @TempDir Path home;

  private Choosing choosing;

  @BeforeEach
  void prepare() {
    choosing = new Choosing(home);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Mac OS X", "Windows 11"})
  void on_a_desk_a_key_is_made_once_and_kept_in_the_keyring(String system) {
    Kept first = choosing.open("", choosing.machine(system, Map.of(), choosing::vault));
    Kept second = choosing.open("", choosing.machine(system, Map.of(), choosing::vault));

    assertThat(first.signing().keys()).hasSize(1).isEqualTo(second.signing().keys());
    assertThat(choosing.vault().secrets()).containsValue(first.signing().keys().getFirst());
    assertThat(Choosing.inMemory(first)).isFalse();
    assertThat(choosing.configuration().warnings()).isEmpty();
    assertThat(first.warnings()).isEmpty();
  }

  @Test
  void on_linux_a_key_is_kept_where_a_secret_service_answers() {
    Kept kept = choosing.open("", choosing.machine("Linux", SESSION, choosing::vault));

    assertThat(Choosing.inMemory(kept)).isFalse();
    assertThat(choosing.vault().secrets()).hasSize(1);
  }

  @Test
  void a_server_waits_for_no_keyring_and_is_warned_once() {
    Kept kept = choosing.open("", choosing.machine("Linux", Map.of(), Choosing.untouched()));

    assertThat(Choosing.inMemory(kept)).isTrue();
    assertThat(kept.signing().keys()).isEmpty();
    assertThat(Choosing.only(choosing.configuration().warnings()))
        .contains("jwt_signing_key and client_storage");
    assertThat(kept.warnings()).isEmpty();
  }

  @Test
  void a_keyring_that_does_not_answer_costs_one_warning_and_not_the_start() {
    choosing.vault().lock();

    Kept kept = choosing.open("", choosing.machine("Linux", SESSION, choosing::vault));

    assertThat(Choosing.inMemory(kept)).isTrue();
    assertThat(kept.signing().keys()).isEmpty();
    assertThat(choosing.configuration().warnings()).isEmpty();
    assertThat(kept.warnings())
        .singleElement()
        .asString()
        .startsWith("the keyring is locked, so tokens and registered clients are kept in memory")
        .contains("jwt_signing_key and client_storage");
  }

  @Test
  void an_entry_that_is_no_key_is_left_alone_and_refused() {
    choosing.vault().put("jwt_signing_key", Secret.of("canary"));

    assertThatThrownBy(() -> choosing.open("", choosing.mac()))
        .isInstanceOf(RefusedStartException.class)
        .hasMessageContaining("jwt_signing_key: is not set, and the entry")
        .message()
        .doesNotContain("canary");
    assertThat(choosing.vault().secrets()).containsValue(Secret.of("canary"));
  }

  @ParameterizedTest
  @CsvSource({"Mac OS X, false", "Windows 11, false", "Linux, true"})
  void an_explicit_key_wins_and_no_keyring_is_touched(String system, boolean inMemory) {
    Kept kept =
        choosing.open(Choosing.SIGNING, choosing.machine(system, SESSION, Choosing.untouched()));

    assertThat(kept.signing().keys())
        .containsExactly(Secret.of("0123456789abcdef0123456789abcdef"));
    assertThat(Choosing.inMemory(kept)).isEqualTo(inMemory);
  }

  @Test
  void memory_is_memory_everywhere() {
    Kept kept =
        choosing.open(
            "client_storage: {type: memory}\n",
            choosing.machine("Mac OS X", SESSION, Choosing.untouched()));

    assertThat(Choosing.inMemory(kept)).isTrue();
    assertThat(kept.signing().keys()).isEmpty();
  }

  @Test
  void reading_a_configuration_makes_no_key() throws IOException {
    choosing.read("", choosing.mac());
    choosing.read("client_storage: {type: disk}\n", choosing.mac());

    assertThat(choosing.vault().secrets()).isEmpty();
    try (var files = Files.list(home)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void without_a_store_on_disk_a_desk_is_like_a_server() {
    Plan plan =
        choosing.read(
            "",
            choosing.machine("Mac OS X", Map.of(), Choosing.untouched()),
            Plugins.of(new OidcPlugin()));

    assertThat(Choosing.inMemory(plan.keeping().open())).isTrue();
    assertThat(choosing.configuration().warnings()).hasSize(1);
  }

  @Test
  void disk_without_a_key_makes_a_key_file_beside_the_data() throws IOException {
    String disk = "client_storage: {type: disk, path: " + home.resolve("data") + "}\n";
    Machine server = choosing.machine("Linux", Map.of(), Choosing.untouched());

    Kept first = choosing.open(disk, server);
    Kept second = choosing.open(disk, server);

    Path file = home.resolve("data/signing.key");
    assertThat(first.signing().keys()).hasSize(1).isEqualTo(second.signing().keys());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(first.notices()).singleElement().asString().contains(file.toString());
    assertThat(choosing.configuration().warnings()).isEmpty();
  }

  @Test
  void disk_is_in_the_folder_for_data_unless_told_otherwise() {
    choosing.open(
        "client_storage: {type: disk}\n",
        choosing.machine("Linux", Map.of(), Choosing.untouched()));

    assertThat(home.resolve(".local/share/oidc-proxy/signing.key")).exists();
  }

  @Test
  void a_key_file_that_others_can_read_is_refused() throws IOException {
    String disk = "client_storage: {type: disk, path: " + home + "}\n";
    Machine server = choosing.machine("Linux", Map.of(), Choosing.untouched());
    choosing.open(disk, server);
    Files.setPosixFilePermissions(
        home.resolve("signing.key"), PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> choosing.open(disk, server))
        .isInstanceOf(RefusedStartException.class)
        .hasMessageContaining("jwt_signing_key: is not set, and the key file of client_storage")
        .hasMessageContaining("chmod 600");
  }

  @Test
  void an_explicit_key_makes_no_key_file() {
    Kept kept =
        choosing.open(
            Choosing.SIGNING + "client_storage: {type: disk, path: " + home + "}\n",
            choosing.machine("Linux", Map.of(), Choosing.untouched()));

    assertThat(home.resolve("signing.key")).doesNotExist();
    assertThat(Choosing.sealedWith(kept))
        .containsExactlyElementsOf(KeyMaterial.of(kept.signing().keys()).derive(KeyUse.STORAGE));
  }
}
