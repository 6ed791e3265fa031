package dev.oidcproxy.store.disk;

import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A few threads that read, each on a connection of its own. Every read begins with what is
 * committed at that moment, so whoever was told of a write sees it.
 */
final class Readers implements AutoCloseable {

  /** Enough for a disk to be asked several things at once; what is in memory takes microseconds. */
  private static final int THREADS = 4;

  private static final Logger LOG = LoggerFactory.getLogger(Readers.class);

  private final Database database;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS, Thread.ofPlatform().daemon().name("disk-store-reader-", 1).factory());
  private final Queue<Session> idle = new ConcurrentLinkedQueue<>();

  Readers(Database database) {
    this.database = database;
  }

  /** Reads, once the file is there. */
  <T> T read(Step<T> step) {
    Future<T> work;
    try {
      work = threads.submit(() -> run(step));
    } catch (RejectedExecutionException e) {
      throw Answer.closed();
    }
    return Answer.await(work);
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.warn("a read from {} does not end", database.file());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Session session = idle.poll(); session != null; session = idle.poll()) {
      discard(session);
    }
  }

  private <T> T run(Step<T> step) {
    Session session = idle.poll();
    try {
      if (session == null) {
        session = database.openForReading();
      }
      T result = step.run(session);
      idle.add(session);
      return result;
    } catch (SQLException e) {
      discard(session);
      throw Trouble.in(database.file(), e);
    } catch (RuntimeException e) {
      discard(session);
      throw e;
    }
  }

  private void discard(Session session) {
    try {
      if (session != null) {
        session.close();
      }
    } catch (SQLException e) {
      LOG.debug("a connection to {} did not close", database.file(), e);
    }
  }
}
