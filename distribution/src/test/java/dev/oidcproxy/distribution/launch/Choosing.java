package dev.oidcproxy.distribution.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.Problem;
import dev.oidcproxy.application.crypto.KeyMaterial;
import dev.oidcproxy.application.memory.InMemoryStore;
import dev.oidcproxy.distribution.config.Configuration;
import dev.oidcproxy.distribution.keys.Machine;
import dev.oidcproxy.distribution.launch.Keeping.Kept;
import dev.oidcproxy.distribution.plugin.Plugins;
import dev.oidcproxy.domain.port.KeyVault;
import dev.oidcproxy.testkit.vault.FakeKeyVault;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads a configuration on machines of all kinds, with a store on disk installed. */
final class Choosing {

  static final String SIGNING = "jwt_signing_key: 0123456789abcdef0123456789abcdef\n";

  private final Path home;
  private final FakeKeyVault vault = new FakeKeyVault();
  private Configuration configuration;

  Choosing(Path home) {
    this.home = home;
  }

  FakeKeyVault vault() {
    return vault;
  }

  /** What was read last. */
  Configuration configuration() {
    return configuration;
  }

  Plan read(String more, Machine machine) {
    Plugins plugins =
        Plugins.find(Optional.empty())
            .and(new KeptStorePlugin("disk", new InMemoryStore(InstantSource.system())));
    return read(more, machine, plugins);
  }

  Plan read(String more, Machine machine, Plugins plugins) {
    configuration = Configuration.of("test.yaml", PlanTest.PROVIDER + more, Map.of());
    return Plan.read(configuration, plugins, machine);
  }

  Kept open(String more, Machine machine) {
    Plan plan = read(more, machine);
    assertThat(configuration.problems()).isEmpty();
    return plan.keeping().open();
  }

  Machine mac() {
    return machine("Mac OS X", Map.of(), () -> vault);
  }

  Machine machine(String system, Map<String, String> environment, Supplier<KeyVault> keyring) {
    return new Machine(system, home.toString(), environment, keyring);
  }

  static Supplier<KeyVault> untouched() {
    return () -> {
      throw new AssertionError("the keyring is not to be touched");
    };
  }

  static boolean inMemory(Kept kept) {
    return kept.store() instanceof MemoryStoreModule;
  }

  static List<byte[]> sealedWith(Kept kept) {
    return kept.encryption().all(KeyMaterial.of(kept.signing().keys()));
  }

  static String only(List<Problem> problems) {
    assertThat(problems).hasSize(1);
    return problems.getFirst().toString();
  }
}
