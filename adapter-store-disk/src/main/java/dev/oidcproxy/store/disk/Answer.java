package dev.oidcproxy.store.disk;

import dev.oidcproxy.domain.error.StoreException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waiting for another thread's work: a virtual thread leaves its carrier to others meanwhile. */
final class Answer {

  /** Far more than a disk takes that works; whoever waits longer has given up. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Answer() {}

  static <T> T await(Future<T> work) {
    try {
      return work.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      // A new one, so that its trace shows who asked.
      throw e.getCause() instanceof StoreException known
          ? new StoreException(known.getMessage(), known)
          : new StoreException("the store failed unexpectedly", e.getCause());
    } catch (CancellationException e) {
      throw closed();
    } catch (TimeoutException e) {
      work.cancel(false);
      throw new StoreException("the disk did not answer within " + PATIENCE.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      work.cancel(false);
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while waiting for the disk", e);
    }
  }

  static StoreException closed() {
    return new StoreException("the store is closed");
  }
}
