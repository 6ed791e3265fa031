package dev.oidcproxy.distribution.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oidcproxy.application.config.Problem;
import dev.oidcproxy.application.config.SigningSettings;
import dev.oidcproxy.application.crypto.KeyMaterial;
import dev.oidcproxy.application.crypto.KeyUse;
import dev.oidcproxy.application.memory.InMemoryStore;
import dev.oidcproxy.distribution.config.Configuration;
import dev.oidcproxy.distribution.keys.Machine;
import dev.oidcproxy.distribution.launch.Keeping.Kept;
import dev.oidcproxy.domain.port.KeyVault;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.testkit.vault.FakeKeyVault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept where, and under which key, when the configuration says it and when it does not. */
class StoreChoiceTest {

  private static final String SIGNING = "jwt_signing_key: 0123456789abcdef0123456789abcdef\n";
  private static final byte[] FERNET = new byte[32];
  private static final String FERNET_TEXT = Base64.getUrlEncoder().encodeToString(FERNET);
  private static final Map<String, String> SESSION =
      Map.of("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");

  @TempDir Path home;

  private final FakeKeyVault vault = new FakeKeyVault();
  private Configuration configuration;

  private Plan read(String more, Machine machine) {
    Plugins plugins =
        Plugins.find(Optional.empty())
            .and(new KeptStorePlugin("disk", new InMemoryStore(InstantSource.system())));
    return read(more, machine, plugins);
  }

  private Plan read(String more, Machine machine, Plugins plugins) {
    configuration = Configuration.of("test.yaml", PlanTest.PROVIDER + more, Map.of());
    return Plan.read(configuration, plugins, machine);
  }

  private Kept open(String more, Machine machine) {
    Plan plan = read(more, machine);
    assertThat(configuration.problems()).isEmpty();
    return plan.keeping().open();
  }

  private Machine mac() {
    return machine("Mac OS X", Map.of(), () -> vault);
  }

  private Machine machine(
      String system, Map<String, String> environment, Supplier<KeyVault> keyring) {
    return new Machine(system, home.toString(), environment, keyring);
  }

  private static Supplier<KeyVault> untouched() {
    return () -> {
      throw new AssertionError("the keyring is not to be touched");
    };
  }

  private static boolean inMemory(Kept kept) {
    return kept.store() instanceof MemoryStoreModule;
  }

  private static List<byte[]> sealedWith(Kept kept) {
    return kept.encryption().all(KeyMaterial.of(kept.signing().keys()));
  }

  private static String only(List<Problem> problems) {
    assertThat(problems).hasSize(1);
    return problems.getFirst().toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Mac OS X", "Windows 11"})
  void on_a_desk_a_key_is_made_once_and_kept_in_the_keyring(String system) {
    Kept first = open("", machine(system, Map.of(), () -> vault));
    Kept second = open("", machine(system, Map.of(), () -> vault));

    assertThat(first.signing().keys()).hasSize(1).isEqualTo(second.signing().keys());
    assertThat(vault.secrets()).containsValue(first.signing().keys().getFirst());
    assertThat(inMemory(first)).isFalse();
    assertThat(configuration.warnings()).isEmpty();
    assertThat(first.warnings()).isEmpty();
  }

  @Test
  void on_linux_a_key_is_kept_where_a_secret_service_answers() {
    Kept kept = open("", machine("Linux", SESSION, () -> vault));

    assertThat(inMemory(kept)).isFalse();
    assertThat(vault.secrets()).hasSize(1);
  }

  @Test
  void a_server_waits_for_no_keyring_and_is_warned_once() {
    Kept kept = open("", machine("Linux", Map.of(), untouched()));

    assertThat(inMemory(kept)).isTrue();
    assertThat(kept.signing().keys()).isEmpty();
    assertThat(only(configuration.warnings())).contains("jwt_signing_key and client_storage");
    assertThat(kept.warnings()).isEmpty();
  }

  @Test
  void a_keyring_that_does_not_answer_costs_one_warning_and_not_the_start() {
    vault.lock();

    Kept kept = open("", machine("Linux", SESSION, () -> vault));

    assertThat(inMemory(kept)).isTrue();
    assertThat(kept.signing().keys()).isEmpty();
    assertThat(configuration.warnings()).isEmpty();
    assertThat(kept.warnings())
        .singleElement()
        .asString()
        .startsWith("the keyring is locked, so tokens and registered clients are kept in memory")
        .contains("jwt_signing_key and client_storage");
  }

  @Test
  void an_entry_that_is_no_key_is_left_alone_and_refused() {
    vault.put("jwt_signing_key", Secret.of("canary"));

    assertThatThrownBy(() -> open("", mac()))
        .isInstanceOf(RefusedStartException.class)
        .hasMessageContaining("jwt_signing_key: is not set, and the entry")
        .message()
        .doesNotContain("canary");
    assertThat(vault.secrets()).containsValue(Secret.of("canary"));
  }

  @ParameterizedTest
  @CsvSource({"Mac OS X, false", "Windows 11, false", "Linux, true"})
  void an_explicit_key_wins_and_no_keyring_is_touched(String system, boolean inMemory) {
    Kept kept = open(SIGNING, machine(system, SESSION, untouched()));

    assertThat(kept.signing().keys())
        .containsExactly(Secret.of("0123456789abcdef0123456789abcdef"));
    assertThat(inMemory(kept)).isEqualTo(inMemory);
  }

  @Test
  void memory_is_memory_everywhere() {
    Kept kept = open("client_storage: {type: memory}\n", machine("Mac OS X", SESSION, untouched()));

    assertThat(inMemory(kept)).isTrue();
    assertThat(kept.signing().keys()).isEmpty();
  }

  @Test
  void reading_a_configuration_makes_no_key() throws IOException {
    read("", mac());
    read("client_storage: {type: disk}\n", mac());

    assertThat(vault.secrets()).isEmpty();
    try (var files = Files.list(home)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void without_a_store_on_disk_a_desk_is_like_a_server() {
    Plan plan =
        read("", machine("Mac OS X", Map.of(), untouched()), Plugins.find(Optional.empty()));

    assertThat(inMemory(plan.keeping().open())).isTrue();
    assertThat(configuration.warnings()).hasSize(1);
  }

  @Test
  void disk_without_a_key_makes_a_key_file_beside_the_data() throws IOException {
    String disk = "client_storage: {type: disk, path: " + home.resolve("data") + "}\n";
    Machine server = machine("Linux", Map.of(), untouched());

    Kept first = open(disk, server);
    Kept second = open(disk, server);

    Path file = home.resolve("data/signing.key");
    assertThat(first.signing().keys()).hasSize(1).isEqualTo(second.signing().keys());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(first.notices()).singleElement().asString().contains(file.toString());
    assertThat(configuration.warnings()).isEmpty();
  }

  @Test
  void disk_is_in_the_folder_for_data_unless_told_otherwise() {
    open("client_storage: {type: disk}\n", machine("Linux", Map.of(), untouched()));

    assertThat(home.resolve(".local/share/oidc-proxy/signing.key")).exists();
  }

  @Test
  void a_key_file_that_others_can_read_is_refused() throws IOException {
    String disk = "client_storage: {type: disk, path: " + home + "}\n";
    Machine server = machine("Linux", Map.of(), untouched());
    open(disk, server);
    Files.setPosixFilePermissions(
        home.resolve("signing.key"), PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> open(disk, server))
        .isInstanceOf(RefusedStartException.class)
        .hasMessageContaining("jwt_signing_key: is not set, and the key file of client_storage")
        .hasMessageContaining("chmod 600");
  }

  @Test
  void an_explicit_key_makes_no_key_file() {
    Kept kept =
        open(
            SIGNING + "client_storage: {type: disk, path: " + home + "}\n",
            machine("Linux", Map.of(), untouched()));

    assertThat(home.resolve("signing.key")).doesNotExist();
    assertThat(sealedWith(kept))
        .containsExactlyElementsOf(KeyMaterial.of(kept.signing().keys()).derive(KeyUse.STORAGE));
  }

  @Test
  void an_encryption_key_on_disk_still_opens_what_was_sealed_before_there_was_one() {
    Kept kept =
        open(
            SIGNING + "client_storage: {type: disk, encryption_key: " + FERNET_TEXT + "}\n",
            machine("Linux", Map.of(), untouched()));

    assertThat(sealedWith(kept)).hasSize(2).startsWith(FERNET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "client_storage: {type: kept}",
        "jwt_signing_key: 0123456789abcdef0123456789abcdef\nclient_storage: {type: kept}",
        "client_storage: {type: kept, encryption_key: AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=}"
      })
  void a_store_that_can_be_shared_needs_both_keys(String more) {
    read(more, mac());

    assertThat(only(configuration.problems()))
        .contains(
            "client_storage.type: kept can be shared and outlives this process, so it needs both"
                + " jwt_signing_key and client_storage.encryption_key: `oidc-proxy keys generate`"
                + " prints the two");
    assertThat(vault.secrets()).isEmpty();
  }

  @Test
  void a_shared_store_is_sealed_with_the_encryption_keys_alone() {
    Kept kept =
        open(
            SIGNING
                + "client_storage: {type: kept, encryption_key: ["
                + FERNET_TEXT
                + ", _________________________________________w==]}\n".replace("==", "8="),
            machine("Linux", Map.of(), untouched()));

    assertThat(sealedWith(kept)).hasSize(2).startsWith(FERNET);
    assertThat(kept.signing().algorithm()).isEqualTo(SigningSettings.Algorithm.HS256);
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "disk", "kept"})
  void a_malformed_encryption_key_is_a_problem_and_is_not_echoed(String type) {
    read(SIGNING + "client_storage: {type: " + type + ", encryption_key: canary}\n", mac());

    assertThat(only(configuration.problems()))
        .contains("client_storage.encryption_key: must be a Fernet key")
        .contains("`oidc-proxy keys generate` makes one")
        .doesNotContain("canary");
  }

  @Test
  void an_encryption_key_can_come_from_a_file() throws IOException {
    Path file = Files.writeString(home.resolve("key"), FERNET_TEXT + "\n");

    Kept kept =
        open(
            SIGNING + "client_storage: {type: kept, encryption_key_file: " + file + "}\n",
            machine("Linux", Map.of(), untouched()));

    assertThat(sealedWith(kept)).containsExactly(FERNET);
  }
}
