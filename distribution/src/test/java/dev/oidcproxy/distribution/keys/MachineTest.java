package dev.oidcproxy.distribution.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MachineTest {

  @Test
  void data_is_where_the_system_has_it_by_custom() {
    assertThat(machine("Mac OS X", "/home/user", Map.of()).dataFolder())
        .contains(Path.of("/home/user/Library/Application Support/oidc-proxy"));
    assertThat(machine("Linux", "/home/user", Map.of()).dataFolder())
        .contains(Path.of("/home/user/.local/share/oidc-proxy"));
    assertThat(machine("Linux", "/home/user", Map.of("XDG_DATA_HOME", "/data")).dataFolder())
        .contains(Path.of("/data/oidc-proxy"));
    assertThat(machine("Windows 11", "/users/user", Map.of("LOCALAPPDATA", "/local")).dataFolder())
        .contains(Path.of("/local/oidc-proxy"));
    assertThat(machine("Windows 11", "/users/user", Map.of()).dataFolder())
        .contains(Path.of("/users/user/AppData/Local/oidc-proxy"));
  }

  @Test
  void a_relative_variable_and_a_missing_home_do_not_count() {
    assertThat(machine("Linux", "/home/user", Map.of("XDG_DATA_HOME", "data")).dataFolder())
        .contains(Path.of("/home/user/.local/share/oidc-proxy"));
    assertThat(machine("Linux", "?", Map.of()).dataFolder()).isEmpty();
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
