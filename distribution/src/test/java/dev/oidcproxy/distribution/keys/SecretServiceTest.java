package dev.oidcproxy.distribution.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.oidcproxy.domain.error.KeyVaultException;
import dev.oidcproxy.domain.port.KeyVault;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.testkit.vault.KeyVaultContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a real Secret Service: gnome-keyring on a message bus of its own. */
class SecretServiceTest implements KeyVaultContract {

  /** More than a start has, because a machine under test may be slow. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static SecretService service;

  @BeforeAll
  static void start(@TempDir Path home) throws Exception {
    List<String> missing = SecretService.missingPrograms();
    String words = "programs are missing, install gnome-keyring and dbus: " + missing;
    if (Boolean.getBoolean("skips.fail")) {
      assertThat(missing).as(words).isEmpty();
    }
    assumeTrue(missing.isEmpty(), words);
    service = SecretService.start(home);
  }

  @AfterAll
  static void stop() {
    if (service != null) {
      service.close();
    }
  }

  @Override
  public KeyVault testee() {
    return SystemKeyring.of("Linux", PATIENCE);
  }

  @Test
  void the_key_is_made_once() {
    KeyringKey key = new KeyringKey(testee(), "the system keyring");

    assertThat(key.readOrMake())
        .isEqualTo(new KeyringKey(testee(), "the system keyring").readOrMake());
  }

  @Test
  void what_people_put_there_is_found() throws Exception {
    assumeTrue(SecretService.isInstalled("secret-tool"), "secret-tool is missing");
    String key = "-----BEGIN\nthe lines of a key\n";
    service.keep("provider", key);

    assertThat(testee().get("provider")).contains(Secret.of(key));
  }

  @Test
  void a_bus_without_a_secret_service_is_no_keyring() {
    service.useBus("unix:path=/nonexistent/bus");
    try {
      assertThatThrownBy(() -> testee().get("key")).isInstanceOf(KeyVaultException.class);
      assertThatThrownBy(() -> testee().put("key", FreshKey.make()))
          .isInstanceOf(KeyVaultException.class);
    } finally {
      service.useOwnBus();
    }
  }
}
