package dev.oidcproxy.store.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.config.ConfigSource;
import dev.oidcproxy.application.config.Problem;
import dev.oidcproxy.application.spi.ProxyPlugin;
import dev.oidcproxy.application.spi.Slot;
import dev.oidcproxy.domain.port.Health;
import dev.oidcproxy.domain.port.KeyValueStore;
import dev.oidcproxy.domain.port.Scheduler;
import dev.oidcproxy.testkit.AdjustableClock;
import dev.oidcproxy.testkit.ManualScheduler;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where the data goes, as configured and as it is the custom. */
class DiskSettingsTest {

  @RegisterExtension private final Disk disk = new Disk();
  private final List<Problem> problems = new ArrayList<>();

  @Test
  void the_configured_folder_is_taken() {
    assertThat(DiskSettings.from(reader(Map.of("client_storage.path", "/var/lib/x"))).folder())
        .isEqualTo(Path.of("/var/lib/x"));
    assertThat(problems).isEmpty();
  }

  @Test
  void what_is_no_path_is_a_problem() {
    DiskSettings.from(reader(Map.of("client_storage.path", "a\u0000b")));
    assertThat(problems)
        .extracting(Problem::path, Problem::message)
        .containsExactly(tuple("client_storage.path", "must be the path of a folder"));
  }

  @Test
  void by_default_it_is_where_the_environment_says() {
    assertThat(DiskSettings.from(reader(Map.of("$XDG_DATA_HOME", "/xdg"))).folder())
        .isEqualTo(Path.of("/xdg/oidc-proxy"));
  }

  @Test
  void each_system_has_its_custom() {
    assertThat(folder("Linux", "/home/a", Map.of())).contains("/home/a/.local/share/oidc-proxy");
    assertThat(folder("Linux", "/home/a", Map.of("XDG_DATA_HOME", "/xdg")))
        .contains("/xdg/oidc-proxy");
    assertThat(folder("Linux", "/home/a", Map.of("XDG_DATA_HOME", "relative")))
        .contains("/home/a/.local/share/oidc-proxy");
    assertThat(folder("Mac OS X", "/Users/a", Map.of("XDG_DATA_HOME", "/xdg")))
        .contains("/Users/a/Library/Application Support/oidc-proxy");
    assertThat(folder("Windows 11", "/c/Users/a", Map.of("LOCALAPPDATA", "/c/Local")))
        .contains("/c/Local/oidc-proxy");
    assertThat(folder("Windows 11", "/c/Users/a", Map.of()))
        .contains("/c/Users/a/AppData/Local/oidc-proxy");
  }

  /** Java calls the home of an account without one "?". */
  @Test
  void an_account_without_a_home_has_no_custom() {
    assertThat(folder("Linux", "?", Map.of())).isEmpty();
    assertThat(folder("Linux", "", Map.of())).isEmpty();
  }

  @Test
  void the_plugin_named_disk_binds_the_store() {
    ProxyPlugin plugin =
        ServiceLoader.load(ProxyPlugin.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(each -> each.slot() == Slot.STORE && each.name().equals("disk"))
            .findFirst()
            .orElseThrow();
    Module module = plugin.module(reader(Map.of("client_storage.path", disk.folder().toString())));
    Injector injector = Guice.createInjector(module, new Ports(disk));
    try (KeyValueStore store = injector.getInstance(KeyValueStore.class)) {
      assertThat(disk.file()).doesNotExist();
      assertThat(store.check()).isEqualTo(new Health.Up());
      assertThat(disk.file()).exists();
      assertThat(injector.getInstance(KeyValueStore.class)).isSameAs(store);
    }
  }

  private static Optional<String> folder(
      String system, String home, Map<String, String> environment) {
    return new DataFolder(system, home, name -> Optional.ofNullable(environment.get(name)))
        .path()
        .map(Path::toString);
  }

  private ConfigReader reader(Map<String, String> values) {
    return ConfigReader.root(new Values(values), problems).section("client_storage");
  }

  private static final class Ports extends AbstractModule {
    private final Disk disk;

    Ports(Disk disk) {
      this.disk = disk;
    }

    @Override
    protected void configure() {
      AdjustableClock clock = disk.clock();
      bind(InstantSource.class).toInstance(clock);
      bind(Scheduler.class).toInstance(new ManualScheduler(clock));
    }
  }

  /** Values by path, and variables of the environment by name after a dollar sign. */
  private record Values(Map<String, String> values) implements ConfigSource {

    @Override
    public Optional<Value> text(String path) {
      return Optional.ofNullable(values.get(path)).map(text -> new Value(text, "test"));
    }

    @Override
    public Optional<String> variable(String name) {
      return Optional.ofNullable(values.get("$" + name));
    }

    @Override
    public boolean has(String path) {
      return values.containsKey(path);
    }

    @Override
    public Optional<List<Value>> list(String path) {
      return Optional.empty();
    }

    @Override
    public int sections(String path) {
      return 0;
    }

    @Override
    public Set<String> names(String path) {
      return Set.of();
    }
  }
}
