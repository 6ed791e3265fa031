package dev.oidcproxy.store.redis;

import dev.oidcproxy.domain.error.StoreException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import java.time.Duration;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Scripts whose effect replicas must have before it counts. {@code WAIT} keeps its connection from
 * everything else, so these have connections of their own, each used by one at a time; the script
 * and its {@code WAIT} are sent together.
 */
final class WaitedWrites {

  private static final int LANES = 8;

  private final BlockingDeque<Lane> idle = new LinkedBlockingDeque<>();
  private final int replicas;
  private final Duration timeout;

  WaitedWrites(Client client, int replicas, Duration timeout) {
    this.replicas = replicas;
    this.timeout = timeout;
    for (int i = 0; i < LANES; i++) {
      idle.add(new Lane(client));
    }
  }

  /**
   * Runs a script.
   *
   * @param changes whether this answer means that something was written
   * @throws StoreException also when it was written, but fewer replicas have it than must
   */
  <T> T run(Script<T> script, Script.Arguments arguments, Predicate<T> changes) {
    Lane lane = borrowed();
    try {
      return lane.use(session -> {
        try {
          return sent(session, script.start(session, arguments), changes);
        } catch (StoreException e) {
          if (e.getCause() instanceof RedisNoScriptException) {
            return sent(session, script.introduce(session, arguments), changes);
          }
          throw e;
        }
      });
    } finally {
      idle.addFirst(lane);
    }
  }

  private <T> T sent(Session session, RedisFuture<T> write, Predicate<T> changes) {
    // Sent before the answer to the write is there: one round trip for both.
    RedisFuture<Long> copies = session.commands().waitForReplication(replicas, timeout.toMillis());
    T answer = Answers.await(write, RedisAddress.TIMEOUT);
    if (changes.test(answer)
        && Answers.await(copies, RedisAddress.TIMEOUT.plus(timeout)) < replicas) {
      throw new StoreException(
          "fewer than client_storage.wait_replicas = " + replicas + " replicas have the write");
    }
    return answer;
  }

  /** The one used last comes first, so that a quiet proxy keeps few connections. */
  private Lane borrowed() {
    try {
      Lane lane = idle.pollFirst(RedisAddress.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      if (lane == null) {
        throw new StoreException("too many writes wait for replicas of Redis");
      }
      return lane;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while waiting for Redis", e);
    }
  }
}
