package dev.oidcproxy.store.disk;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.oidcproxy.domain.error.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to a store's file, which one store in one process has. It is a lock of the operating
 * system, so that it ends with the process, however that ends.
 */
final class Ownership implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);

  /**
   * What this process owns. Needed beside the locks, because closing any other channel of a file
   * gives up the lock that this process has on it.
   */
  private static final Set<Path> OWNED = ConcurrentHashMap.newKeySet();

  private final Path lockFile;
  private final FileChannel channel;

  private Ownership(Path lockFile, FileChannel channel) {
    this.lockFile = lockFile;
    this.channel = channel;
  }

  /**
   * Takes the right, or says in words that somebody else has it.
   *
   * @param file what it is for
   * @param lockFile beside it, and the same path for whoever asks
   */
  static Ownership take(Path file, Path lockFile) throws IOException {
    if (!OWNED.add(lockFile)) {
      throw taken(file, "this process");
    }
    FileChannel channel = null;
    try {
      channel = FileChannel.open(lockFile, Set.of(CREATE, WRITE), StoreFolder.PRIVATE_FILE);
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return new Ownership(lockFile, channel);
      }
      throw taken(file, "another process");
    } catch (IOException | RuntimeException e) {
      OWNED.remove(lockFile);
      if (channel != null) {
        channel.close();
      }
      throw e;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.warn("{} could not be closed, and is held until this process ends", lockFile, e);
      return;
    }
    OWNED.remove(lockFile);
  }

  private static StoreException taken(Path file, String owner) {
    return new StoreException(
        file
            + " is in use by "
            + owner
            + ": one at a time may have it. Stop the other, or name another folder in"
            + " client_storage.path");
  }
}
