package dev.oidcproxy.distribution.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oidcproxy.application.memory.InMemoryStore;
import dev.oidcproxy.application.spi.Slot;
import dev.oidcproxy.distribution.keys.Machine;
import dev.oidcproxy.distribution.launch.Keeping.Kept;
import dev.oidcproxy.distribution.plugin.Plugins;
import dev.oidcproxy.domain.port.KeyVault;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.testkit.vault.FakeKeyVault;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A keyring that a plugin brings, for the key that nobody configured. */
class KeyringChoiceTest {

  private static final String VAULT = "keyring: {type: vault, mount: secret}\n";

  private final FakeKeyVault vault = new FakeKeyVault();

  @TempDir Path home;

  private Choosing choosing;
  private Plugins plugins;

  @BeforeEach
  void install() {
    choosing = new Choosing(home);
    plugins = with(vault);
  }

  private static Plugins with(KeyVault vault) {
    return Plugins.find(Optional.empty())
        .and(
            new FakePlugin(
                Slot.KEYRING,
                "vault",
                config -> {
                  config.requiredText("mount", "where secrets are");
                  return binder -> binder.bind(KeyVault.class).toInstance(vault);
                }),
            new KeptStorePlugin("mine", new InMemoryStore(InstantSource.system())));
  }

  private Plan read(String more) {
    Machine server = choosing.machine("Linux", Map.of(), Choosing.untouched());
    return choosing.read(more, server, plugins);
  }

  private Kept open(String more) {
    Plan plan = read(more);
    assertThat(choosing.configuration().problems()).isEmpty();
    return plan.keeping().open();
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "disk", "memory"})
  void the_key_is_made_once_and_kept_there(String storage) {
    String yaml = VAULT + "client_storage: {type: " + storage + ", path: " + home + "}\n";
    String allowed = storage.equals("memory") ? yaml.replace(", path: " + home, "") : yaml;

    Kept first = open(allowed);
    Kept second = open(allowed);

    assertThat(first.signing().keys()).hasSize(1).isEqualTo(second.signing().keys());
    assertThat(vault.secrets()).containsValue(first.signing().keys().getFirst());
    assertThat(first.notices())
        .containsExactly("the key to what is stored is in the keyring vault");
    assertThat(home.resolve("signing.key")).doesNotExist();
    assertThat(choosing.configuration().warnings()).isEmpty();
  }

  @Test
  void reading_a_configuration_opens_it_not() {
    vault.lock();

    read(VAULT);

    assertThat(choosing.configuration().problems()).isEmpty();
  }

  @Test
  void nothing_starts_without_a_keyring_that_was_asked_for() {
    vault.lock();

    assertThatThrownBy(() -> open(VAULT))
        .isInstanceOf(RefusedStartException.class)
        .hasMessage("keyring.type: the keyring vault cannot be used now: the keyring is locked");
  }

  @Test
  void a_keyring_that_fails_otherwise_is_told_by_the_kind_of_failure() {
    plugins =
        with(
            new KeyVault() {
              @Override
              public Optional<Secret> get(String name) {
                throw new IllegalStateException("canary");
              }

              @Override
              public void put(String name, Secret secret) {
                throw new IllegalStateException("canary");
              }
            });

    assertThatThrownBy(() -> open(VAULT))
        .isInstanceOf(RefusedStartException.class)
        .hasMessage(
            "keyring.type: the keyring vault cannot be used now: its plugin fails"
                + " (IllegalStateException)");
  }

  @Test
  void a_key_of_the_configuration_comes_first() {
    vault.lock();

    Kept kept = open(VAULT + Choosing.SIGNING + "client_storage: {type: memory}\n");

    assertThat(kept.signing().keys()).hasSize(1);
    assertThat(Choosing.only(choosing.configuration().warnings()))
        .contains("keyring.type: is not needed: jwt_signing_key is set");
  }

  @Test
  void what_nodes_share_still_needs_keys_that_they_share() {
    read(VAULT + "client_storage: {type: mine}\n");

    assertThat(Choosing.only(choosing.configuration().problems()))
        .contains("it needs both jwt_signing_key and client_storage.encryption_key");
  }

  @Test
  void a_keyring_that_is_not_there_is_told_with_what_is() {
    read("keyring: {type: valut}\n");

    assertThat(Choosing.only(choosing.configuration().problems()))
        .isEqualTo(
            "test.yaml line 6: keyring.type: names no installed plugin; there is: system, vault");
    read("keyring: {type: system}\n");
    assertThat(choosing.configuration().problems()).isEmpty();
  }
}
