package dev.oidcproxy.store.disk;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. It takes everything that waits into one transaction, so that all of
 * it shares one sync of the disk, and lets the callers go when that is done.
 */
final class Writer implements AutoCloseable {

  /** So that the first of a group does not wait for a crowd. */
  private static final int LARGEST_GROUP = 256;

  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

  private final Database database;
  private final BlockingQueue<Pending<?>> waiting = new LinkedBlockingQueue<>();
  private final Pending<Void> end = new Pending<>(session -> null, nothing -> {});
  private final Thread thread;
  private boolean started;
  private boolean closed;
  // Of the writing thread only.
  private Optional<Session> session = Optional.empty();

  Writer(Database database) {
    this.database = database;
    this.thread = Thread.ofPlatform().daemon().name("disk-store-writer").unstarted(this::work);
  }

  /** Returns when the step is on the disk. */
  <T> T write(Step<T> step) {
    return write(step, result -> {});
  }

  /**
   * Returns when the step is on the disk.
   *
   * @param committed told of the result before anyone else learns of it; must not block
   */
  <T> T write(Step<T> step, Consumer<T> committed) {
    Pending<T> pending = new Pending<>(step, committed);
    hand(pending);
    return Answer.await(pending.answer);
  }

  /** Returns when everything that was handed over is done. */
  @Override
  public void close() {
    synchronized (waiting) {
      if (closed) {
        return;
      }
      closed = true;
      waiting.add(end);
      if (!started) {
        return;
      }
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How many callers wait for their turn. */
  int waiting() {
    return waiting.size();
  }

  private void hand(Pending<?> pending) {
    // Never held for longer than this takes; nothing can come after the end.
    synchronized (waiting) {
      if (closed) {
        throw Answer.closed();
      }
      if (!started) {
        started = true;
        thread.start();
      }
      waiting.add(pending);
    }
  }

  private void work() {
    List<Pending<?>> group = new ArrayList<>();
    boolean last = false;
    while (!last) {
      group.clear();
      try {
        group.add(waiting.take());
      } catch (InterruptedException e) {
        // Nobody knows this thread to interrupt it; close has a way of its own.
        continue;
      }
      waiting.drainTo(group, LARGEST_GROUP - 1);
      last = group.remove(end);
      group.removeIf(pending -> pending.answer.isDone());
      if (!group.isEmpty()) {
        write(group);
      }
    }
    discardSession();
  }

  private void write(List<Pending<?>> group) {
    try {
      if (session.isEmpty()) {
        session = Optional.of(database.openForWriting());
      }
    } catch (RuntimeException | LinkageError e) {
      group.forEach(pending -> pending.answer.completeExceptionally(e));
      return;
    }
    Optional<Throwable> failure = attempt(group);
    if (failure.isPresent() && group.size() == 1) {
      group.getFirst().answer.completeExceptionally(failure.get());
    } else if (failure.isPresent()) {
      // Whatever it was, only those fail that fail on their own.
      group.forEach(pending -> write(List.of(pending)));
    }
  }

  /** Empty when all is committed; otherwise nothing is. */
  private Optional<Throwable> attempt(List<Pending<?>> group) {
    Session now = session.orElseThrow();
    try {
      for (Pending<?> pending : group) {
        pending.run(now);
      }
      now.commit();
    } catch (SQLException e) {
      rollback(now, Trouble.isHarmless(e));
      return Optional.of(Trouble.in(database.file(), e));
    } catch (RuntimeException | Error e) {
      rollback(now, false);
      return Optional.of(e);
    }
    group.forEach(Pending::succeed);
    return Optional.empty();
  }

  /** After some errors only a new connection is sure to be sound, and sees what has got better. */
  private void rollback(Session failed, boolean keep) {
    boolean sound = keep;
    try {
      failed.rollback();
    } catch (SQLException e) {
      // SQLite has already done it, or cannot.
      sound = false;
    }
    if (!sound) {
      discardSession();
    }
  }

  private void discardSession() {
    try {
      if (session.isPresent()) {
        session.get().close();
      }
    } catch (SQLException e) {
      LOG.debug("a connection to {} did not close", database.file(), e);
    }
    session = Optional.empty();
  }

  private static final class Pending<T> {
    private final Step<T> step;
    private final Consumer<T> committed;
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private T result;

    Pending(Step<T> step, Consumer<T> committed) {
      this.step = step;
      this.committed = committed;
    }

    void run(Session session) throws SQLException {
      result = step.run(session);
    }

    void succeed() {
      committed.accept(result);
      answer.complete(result);
    }
  }
}
