package dev.oidcproxy.store.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/** Where the files are, and who may read them: nobody but the account that runs the program. */
record StoreFolder(Path path) {

  static final String LOCK = "store.lock";

  private static final String FILE = "store.db";
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final boolean POSIX =
      Path.of("").getFileSystem().supportedFileAttributeViews().contains("posix");

  /** Where there are no such permissions, as on Windows, a user's own folder is private anyway. */
  static final FileAttribute<?>[] PRIVATE_FILE = attributes(OWNER_ONLY);

  private static final FileAttribute<?>[] PRIVATE_FOLDER =
      attributes(PosixFilePermissions.fromString("rwx------"));

  Path file() {
    return path.resolve(FILE);
  }

  /**
   * Makes the folder if it is missing; one that is there keeps its permissions, for it may not be
   * ours alone.
   *
   * @return the folder by its one true name
   */
  Path create() throws IOException {
    if (!Files.isDirectory(path)) {
      Files.createDirectories(path, PRIVATE_FOLDER);
    }
    return path.toRealPath();
  }

  /** Makes the file if it is missing. SQLite gives the files beside it the same permissions. */
  void protectFiles() throws IOException {
    if (!Files.exists(file())) {
      Files.createFile(file(), PRIVATE_FILE);
    }
    for (String name : List.of(FILE, FILE + "-wal", FILE + "-shm")) {
      Path each = path.resolve(name);
      if (POSIX && Files.exists(each) && !Files.getPosixFilePermissions(each).equals(OWNER_ONLY)) {
        Files.setPosixFilePermissions(each, OWNER_ONLY);
      }
    }
  }

  private static FileAttribute<?>[] attributes(Set<PosixFilePermission> permissions) {
    return POSIX
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }
}
