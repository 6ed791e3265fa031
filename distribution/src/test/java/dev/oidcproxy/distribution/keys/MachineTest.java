package dev.oidcproxy.distribution.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MachineTest {

  @Test
  void data_is_kept_where_this_account_has_it() {
    assertThat(machine("Mac OS X", "/home/user", Map.of()).dataFolder())
        .contains(Path.of("/home/user/Library/Application Support/oidc-proxy"));
    assertThat(machine("Linux", "/home/user", Map.of("XDG_DATA_HOME", "/data")).dataFolder())
        .contains(Path.of("/data/oidc-proxy"));
    assertThat(machine("Linux", "", Map.of()).dataFolder()).isEmpty();
  }

  @Test
  void a_keyring_is_expected_on_a_desk_and_in_a_session() {
    assertThat(machine("Mac OS X", "/h", Map.of()).mayHaveKeyring()).isTrue();
    assertThat(machine("Windows 11", "/h", Map.of()).mayHaveKeyring()).isTrue();
    assertThat(machine("Linux", "/h", Map.of()).mayHaveKeyring()).isFalse();
    assertThat(machine("Linux", "/h", Map.of("DBUS_SESSION_BUS_ADDRESS", "")).mayHaveKeyring())
        .isFalse();
    assertThat(machine("Linux", "/h", Map.of("DBUS_SESSION_BUS_ADDRESS", "x")).mayHaveKeyring())
        .isTrue();
    assertThat(Machine.bare().mayHaveKeyring()).isFalse();
  }

  private static Machine machine(String system, String home, Map<String, String> environment) {
    return new Machine(system, home, environment, () -> SystemKeyring.of(system));
  }
}
