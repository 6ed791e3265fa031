package dev.oidcproxy.store.redis;

import dev.oidcproxy.domain.error.StoreException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * One connection, made when it is first needed. Whoever comes while it is being made waits for that
 * one attempt, and for a moment after a failed one shares its failure. Once made, the library keeps
 * it up by itself.
 */
final class Lane {

  /** Between two attempts. */
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** For a connection: name look-up, TCP, TLS and greeting, each with a limit of its own. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Client client;
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicBoolean droppedLately = new AtomicBoolean();
  private final AtomicReference<CompletableFuture<Session>> current = new AtomicReference<>();

  Lane(Client client) {
    this.client = client;
  }

  /** Sends one command and waits for what it answers. */
  <T> T ask(Function<Session, RedisFuture<T>> command) {
    return use(session -> Answers.await(command.apply(session), RedisAddress.TIMEOUT));
  }

  /** Runs a script, in one round trip but for its first time on a server. */
  <T> T run(Script<T> script, Script.Arguments arguments) {
    return use(session -> {
      try {
        return Answers.await(script.start(session, arguments), RedisAddress.TIMEOUT);
      } catch (StoreException e) {
        if (e.getCause() instanceof RedisNoScriptException) {
          return Answers.await(script.introduce(session, arguments), RedisAddress.TIMEOUT);
        }
        throw e;
      }
    });
  }

  /** Takes several steps on the connection. */
  <T> T use(Function<Session, T> steps) {
    Session session = Answers.await(session(), PATIENCE);
    try {
      return steps.apply(session);
    } catch (StoreException e) {
      if (Answers.readOnly(e)) {
        drop(session);
      }
      throw e;
    }
  }

  /** From now on every use fails. */
  void close() {
    lock.lock();
    try {
      CompletableFuture<Session> open =
          current.getAndSet(CompletableFuture.failedFuture(new RedisException("closed")));
      if (open != null) {
        var unused = open.thenAccept(Session::close);
      }
    } finally {
      lock.unlock();
    }
  }

  private CompletableFuture<Session> session() {
    lock.lock();
    try {
      CompletableFuture<Session> open = current.get();
      if (open == null) {
        CompletableFuture<Session> attempt = client.connect();
        open = attempt;
        current.set(attempt);
        var unused =
            attempt.exceptionally(e -> {
              client.later(PAUSE, () -> current.compareAndSet(attempt, null));
              return null;
            });
      }
      return open;
    } finally {
      lock.unlock();
    }
  }

  /**
   * A server that was the master and is none: only a new connection asks where the master is now.
   * Not more often than now and then, for one that stays read-only.
   */
  private void drop(Session session) {
    if (droppedLately.compareAndSet(false, true)) {
      CompletableFuture<Session> open = current.get();
      if (open != null && !open.isCompletedExceptionally() && session.equals(open.getNow(null))) {
        current.compareAndSet(open, null);
      }
      session.close();
      client.later(PAUSE, () -> droppedLately.set(false));
    }
  }
}
