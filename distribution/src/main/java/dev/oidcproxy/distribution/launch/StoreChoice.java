package dev.oidcproxy.distribution.launch;

import com.google.inject.Module;
import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.config.SigningSettings;
import dev.oidcproxy.application.crypto.SealKeys;
import dev.oidcproxy.application.spi.Slot;
import dev.oidcproxy.distribution.keys.Machine;
import dev.oidcproxy.distribution.launch.Keeping.Kept;
import dev.oidcproxy.distribution.plugin.Plugins;
import dev.oidcproxy.domain.value.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads {@code client_storage}: where state lives, and what it is sealed with. */
final class StoreChoice {

  private static final String DISK = "disk";

  private final ConfigReader config;
  private final ConfigReader section;
  private final Plugins plugins;
  private final Machine machine;
  private final SigningSettings signing;
  private final Optional<SealKeys> encryption;
  private final Optional<Keyring> keyring;

  private StoreChoice(
      ConfigReader config, Plugins plugins, SigningSettings signing, KeyringChoice keyring) {
    this.config = config;
    this.section = config.section(Slot.STORE.section());
    this.plugins = plugins;
    this.signing = signing;
    this.machine = keyring.machine();
    this.encryption = encryption(section);
    this.keyring = keyring.named().filter(any -> signing.keys().isEmpty());
  }

  /** Absent when none can be told. */
  static Optional<Keeping> read(
      ConfigReader config, Plugins plugins, SigningSettings signing, KeyringChoice keyring) {
    return new StoreChoice(config, plugins, signing, keyring).read();
  }

  private Optional<Keeping> read() {
    String type = section.text("type").orElse("auto");
    return switch (type) {
      case "memory" -> Optional.of(memory(type));
      case "auto" -> Optional.of(auto(type));
      case DISK ->
          plugins.choose(Slot.STORE, DISK, config).map(plugin -> disk(plugin.module(section)));
      default ->
          plugins
              .choose(Slot.STORE, type, config)
              .map(plugin -> shared(type, plugin.module(section)));
    };
  }

  /** Malformed keys are a problem, and read as none. */
  private static Optional<SealKeys> encryption(ConfigReader section) {
    List<Secret> keys = section.secrets("encryption_key");
    try {
      return keys.isEmpty() ? Optional.empty() : Optional.of(SealKeys.of(keys));
    } catch (IllegalArgumentException e) {
      section.problem(
          "encryption_key",
          "must be a Fernet key, 32 bytes in URL-safe base64, or a list of them:"
              + " `oidc-proxy keys generate` makes one");
      return Optional.empty();
    }
  }

  private Keeping memory(String type) {
    if (encryption.isPresent()) {
      section.warning("encryption_key", "is not needed: memory is never written anywhere");
    }
    boolean ephemeral = signing.keys().isEmpty() && keyring.isEmpty();
    if (type.equals("auto") || ephemeral) {
      config.warning(Slot.STORE.key(), MemoryStoreModule.endOfAll(ephemeral));
    }
    Module store = new MemoryStoreModule();
    return keyring.isPresent()
        ? new KeptForUser(keyring.get(), signing.algorithm(), SealKeys.derived(), store)
        : () -> Kept.quietly(signing, SealKeys.derived(), store);
  }

  /** On a desk keys and data are kept for the user; a server keeps what it is told to. */
  private Keeping auto(String type) {
    boolean kept =
        signing.keys().isEmpty()
            ? keyring.isPresent() || machine.mayHaveKeyring()
            : machine.isDesktop();
    Optional<Module> disk =
        kept
            ? plugins.find(Slot.STORE, DISK, config).map(plugin -> plugin.module(section))
            : Optional.empty();
    if (disk.isEmpty()) {
      return memory(type);
    }
    return signing.keys().isEmpty()
        ? new KeptForUser(
            keyring.orElseGet(() -> Keyring.of(machine)), signing.algorithm(), onDisk(), disk.get())
        : () -> Kept.quietly(signing, onDisk(), disk.get());
  }

  private Keeping disk(Module store) {
    if (keyring.isPresent()) {
      return new KeptForUser(keyring.get(), signing.algorithm(), onDisk(), store);
    }
    return signing.keys().isEmpty()
        ? new KeptInFile(folder(), signing.algorithm(), onDisk(), store)
        : () -> Kept.quietly(signing, onDisk(), store);
  }

  /** Nobody else writes to our disk, so what was sealed before there was a key may stay. */
  private SealKeys onDisk() {
    return encryption.map(SealKeys::openingDerived).orElseGet(SealKeys::derived);
  }

  private Path folder() {
    return section.text("path").map(Path::of).or(machine::dataFolder).orElse(Path.of(""));
  }

  private Keeping shared(String type, Module store) {
    boolean sealed =
        encryption.isPresent()
            || section.has("encryption_key")
            || section.has("encryption_key_file");
    if (signing.keys().isEmpty() || !sealed) {
      config.problem(
          Slot.STORE.key(),
          type
              + " can be shared and outlives this process, so it needs both jwt_signing_key and"
              + " client_storage.encryption_key: `oidc-proxy keys generate` prints the two");
    }
    return () -> Kept.quietly(signing, encryption.orElseThrow(), store);
  }
}
