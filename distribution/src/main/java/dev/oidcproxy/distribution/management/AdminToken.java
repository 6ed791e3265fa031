package dev.oidcproxy.distribution.management;

import dev.oidcproxy.domain.port.Entropy;
import dev.oidcproxy.domain.value.TokenHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bearer token of the administration: 256 random bits of this start, in a file that nobody but
 * its owner reads, and gone with the server.
 */
public final class AdminToken implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AdminToken.class);
  private static final int BYTES = 32;

  private final String text;
  private Optional<Path> written = Optional.empty();

  public AdminToken(Entropy entropy) {
    this.text = entropy.text(BYTES);
  }

  public TokenHash hash() {
    return TokenHash.of(text);
  }

  /**
   * Writes it, once the listener is ours: another server's token must not be overwritten.
   *
   * @throws UncheckedIOException when it cannot be where the operator wants it
   */
  public void write(ManagementSettings settings) {
    IOException last = null;
    for (Path place : settings.tokenFiles()) {
      try {
        write(place);
        written = Optional.of(place);
        return;
      } catch (IOException e) {
        last = e;
      }
    }
    if (settings.configured().isPresent()) {
      throw new UncheckedIOException("cannot write management.token_file", last);
    }
    LOG.warn(
        "the token of the administration cannot be written to any of {}: clients, grants and keys"
            + " reseal will not work; management.token_file says where else",
        settings.tokenFiles());
  }

  private void write(Path place) throws IOException {
    Path folder = place.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, onlyOwner(folder.getParent(), "rwx------"));
    }
    Path fresh = folder.resolve(place.getFileName() + "." + TokenHash.of(text).value());
    // Never readable by others, not even for a moment; never a file that was there before.
    try (SeekableByteChannel channel =
        Files.newByteChannel(
            fresh,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            onlyOwner(folder, "rw-------"))) {
      channel.write(StandardCharsets.US_ASCII.encode(text + "\n"));
    }
    Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Where files have no such permissions, the folder of the user protects them. */
  private static FileAttribute<?>[] onlyOwner(Path where, String permissions) {
    boolean posix = where.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /** Removes the file, unless it is another's by now. */
  @Override
  public void close() {
    written.ifPresent(place -> {
      try {
        if (Files.readString(place).strip().equals(text)) {
          Files.delete(place);
        }
      } catch (IOException e) {
        LOG.debug("the token of the administration could not be removed", e);
      }
    });
  }
}
