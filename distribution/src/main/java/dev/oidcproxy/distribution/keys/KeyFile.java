package dev.oidcproxy.distribution.keys;

import dev.oidcproxy.domain.value.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A key beside the data it seals, for the account that runs the program alone. It appears whole or
 * not at all, and what is there is never overwritten: the data would be lost with it.
 */
public record KeyFile(Path path) {

  private static final boolean POSIX =
      Path.of("").getFileSystem().supportedFileAttributeViews().contains("posix");
  private static final Pattern LINE_END = Pattern.compile("\\r?\\n\\z");
  private static final int LONGEST = 200;

  /**
   * The key, made when there is no file.
   *
   * @throws UnusableKeyException when the file cannot be used, in words for the operator
   */
  public Secret readOrMake() {
    try {
      if (!Files.exists(path)) {
        make();
      }
      return read();
    } catch (NoSuchFileException e) {
      throw new UnusableKeyException(path + " does not stay where it was put");
    } catch (IOException e) {
      // The reason is the operator's to find: an exception's words may quote what the file holds.
      throw new UnusableKeyException(
          path + " cannot be read or made: check who may read and write it and its folder");
    }
  }

  private Secret read() throws IOException {
    if (POSIX && !isPrivate(Files.getPosixFilePermissions(path))) {
      throw new UnusableKeyException(
          path + " can be read by others than its owner: make it private with chmod 600");
    }
    String text =
        Files.size(path) > LONGEST
            ? ""
            : LINE_END
                .matcher(new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1))
                .replaceFirst("");
    if (!FreshKey.isOne(text)) {
      throw new UnusableKeyException(
          path + " does not hold a key: put back the file that was made for this data");
    }
    return Secret.of(text);
  }

  private static boolean isPrivate(Set<PosixFilePermission> permissions) {
    return permissions.stream().allMatch(permission -> permission.name().startsWith("OWNER"));
  }

  /** Writes elsewhere first; a link is made at once, and never over another file. */
  private void make() throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, permissions("rwx------"));
    }
    Path whole = Files.createTempFile(folder, ".key", ".tmp", permissions("rw-------"));
    try {
      write(whole);
      place(whole);
      sync(folder);
    } catch (FileAlreadyExistsException e) {
      // Another process was faster: its key is the one.
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  private void place(Path whole) throws IOException {
    try {
      Files.createLink(path, whole);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      // A file system without hard links: a move does not overwrite either.
      Files.move(whole, path);
    }
  }

  private static void write(Path file) throws IOException {
    byte[] line = (FreshKey.make().reveal() + "\n").getBytes(StandardCharsets.US_ASCII);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer left = ByteBuffer.wrap(line);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
  }

  /** So that no data can outlive its key; where a folder cannot be opened this is not needed. */
  private static void sync(Path folder) throws IOException {
    if (POSIX) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static FileAttribute<?>[] permissions(String owner) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(owner))
        }
        : new FileAttribute<?>[0];
  }
}
