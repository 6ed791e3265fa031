package dev.oidcproxy.store.disk;

import dev.oidcproxy.application.config.ConfigReader;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The section {@code client_storage} of the configuration, as far as a store on disk has it.
 *
 * @param folder for the store's files
 */
public record DiskSettings(Path folder) {

  /** Reads the section; whatever is wrong becomes a problem of {@code config}. */
  public static DiskSettings from(ConfigReader config) {
    Optional<Path> path = config.parsed("path", "the path of a folder", DiskSettings::path);
    if (path.isEmpty() && !config.has("path")) {
      path = DataFolder.ofThisMachine(config).path();
      if (path.isEmpty()) {
        config.problem("path", "is missing: this account has no home folder to keep data in");
      }
    }
    return new DiskSettings(path.orElse(Path.of("")));
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("not a path", e);
    }
  }
}
