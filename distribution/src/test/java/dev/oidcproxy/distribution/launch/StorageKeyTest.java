package dev.oidcproxy.distribution.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.SigningSettings;
import dev.oidcproxy.distribution.launch.Keeping.Kept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What records are sealed with, and which stores insist on it. */
class StorageKeyTest {

  private static final byte[] FERNET = new byte[32];
  private static final String FERNET_TEXT = Base64.getUrlEncoder().encodeToString(FERNET);

  @TempDir Path home;

  private Choosing choosing;

  @BeforeEach
  void prepare() {
    choosing = new Choosing(home);
  }

  @Test
  void an_encryption_key_on_disk_still_opens_what_was_sealed_before_there_was_one() {
    Kept kept =
        choosing.open(
            Choosing.SIGNING
                + "client_storage: {type: disk, encryption_key: "
                + FERNET_TEXT
                + "}\n",
            choosing.machine("Linux", Map.of(), Choosing.untouched()));

    assertThat(Choosing.sealedWith(kept)).hasSize(2).startsWith(FERNET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "client_storage: {type: kept}",
        "jwt_signing_key: 0123456789abcdef0123456789abcdef\nclient_storage: {type: kept}",
        "client_storage: {type: kept, encryption_key: AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=}"
      })
  void a_store_that_can_be_shared_needs_both_keys(String more) {
    choosing.read(more, choosing.mac());

    assertThat(Choosing.only(choosing.configuration().problems()))
        .contains(
            "client_storage.type: kept can be shared and outlives this process, so it needs both"
                + " jwt_signing_key and client_storage.encryption_key: `oidc-proxy keys generate`"
                + " prints the two");
    assertThat(choosing.vault().secrets()).isEmpty();
  }

  @Test
  void a_shared_store_is_sealed_with_the_encryption_keys_alone() {
    Kept kept =
        choosing.open(
            Choosing.SIGNING
                + "client_storage: {type: kept, encryption_key: ["
                + FERNET_TEXT
                + ", _________________________________________w==]}\n".replace("==", "8="),
            choosing.machine("Linux", Map.of(), Choosing.untouched()));

    assertThat(Choosing.sealedWith(kept)).hasSize(2).startsWith(FERNET);
    assertThat(kept.signing().algorithm()).isEqualTo(SigningSettings.Algorithm.HS256);
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "disk", "kept"})
  void a_malformed_encryption_key_is_a_problem_and_is_not_echoed(String type) {
    choosing.read(
        Choosing.SIGNING + "client_storage: {type: " + type + ", encryption_key: canary}\n",
        choosing.mac());

    assertThat(Choosing.only(choosing.configuration().problems()))
        .contains("client_storage.encryption_key: must be a Fernet key")
        .contains("`oidc-proxy keys generate` makes one")
        .doesNotContain("canary");
  }

  @Test
  void an_encryption_key_can_come_from_a_file() throws IOException {
    Path file = Files.writeString(home.resolve("key"), FERNET_TEXT + "\n");

    Kept kept =
        choosing.open(
            Choosing.SIGNING + "client_storage: {type: kept, encryption_key_file: " + file + "}\n",
            choosing.machine("Linux", Map.of(), Choosing.untouched()));

    assertThat(Choosing.sealedWith(kept)).containsExactly(FERNET);
  }
}
