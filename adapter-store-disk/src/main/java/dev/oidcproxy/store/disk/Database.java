package dev.oidcproxy.store.disk;

import dev.oidcproxy.domain.error.StoreException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;

/** The file, and the connections to it. Nothing is there before the first writing session. */
final class Database implements AutoCloseable {

  private final StoreFolder folder;
  private final Path file;
  private final Schema schema;
  private Ownership ownership;
  private volatile boolean ready;

  Database(Path folder, Schema schema) {
    this.folder = new StoreFolder(folder.toAbsolutePath().normalize());
    this.file = this.folder.file();
    this.schema = schema;
  }

  Path file() {
    return file;
  }

  /** Whether the file is there, ours and up to date, so that it can be read. */
  boolean isReady() {
    return ready;
  }

  /** The session of the one thread that writes. The first one makes the file ours. */
  Session openForWriting() {
    try {
      Path real = folder.create();
      if (ownership == null) {
        ownership = Ownership.take(file, real.resolve(StoreFolder.LOCK));
      }
      folder.protectFiles();
      Session session = prepared(connect(new SQLiteConfig()));
      ready = true;
      return session;
    } catch (SQLException e) {
      throw Trouble.in(file, e);
    } catch (IOException e) {
      throw unusable(e);
    } finally {
      if (!ready) {
        disown();
      }
    }
  }

  /** A session that sees everything that is committed. */
  Session openForReading() throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    return connect(config);
  }

  /** When all sessions are closed: the file may be somebody else's now. */
  @Override
  public void close() {
    ready = false;
    disown();
  }

  private Session prepared(Session session) throws SQLException {
    try {
      schema.check(session, file);
      if (!session.ask("PRAGMA journal_mode = WAL").equals("wal")) {
        throw new StoreException(
            file + " lies on a file system that SQLite cannot share memory on: use a local disk");
      }
      // What is acknowledged has been synced; on a Mac that takes a request of its own.
      session.execute("PRAGMA synchronous = FULL");
      session.execute("PRAGMA fullfsync = ON");
      // In pages: what is moved from the log to the file at once, in the writer's time.
      session.execute("PRAGMA wal_autocheckpoint = 4000");
      session.execute("PRAGMA cache_size = -16000");
      session.execute("PRAGMA journal_size_limit = 67108864");
      session.begin();
      schema.upgrade(session);
      return session;
    } catch (SQLException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private Session connect(SQLiteConfig config) throws SQLException {
    // As a URI, in which no character of a folder's name means anything.
    return new Session(config.createConnection("jdbc:sqlite:" + file.toUri()));
  }

  private void disown() {
    if (ownership != null) {
      ownership.close();
      ownership = null;
    }
  }

  private StoreException unusable(IOException e) {
    String reason =
        switch (e) {
          case AccessDeniedException denied -> "this account may not write there";
          case FileSystemException other when other.getReason() != null -> other.getReason();
          default -> "the disk refuses";
        };
    return new StoreException(
        file + " cannot be used: " + reason + ". client_storage.path names its folder", e);
  }
}
