package dev.oidcproxy.distribution.launch;

import dev.oidcproxy.application.config.Problem;
import dev.oidcproxy.application.state.SealCheck;
import dev.oidcproxy.domain.error.StoreException;
import dev.oidcproxy.domain.port.Scheduler;
import dev.oidcproxy.domain.port.Subscription;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets no process start on a store that was sealed with other keys. A store that does not answer
 * does not stop a start: it is asked again until it does, and nothing is ready before.
 */
final class SealGuard {

  private static final Logger LOG = LoggerFactory.getLogger("oidc-proxy");
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  static final Problem FOREIGN =
      new Problem(
          "client_storage.encryption_key",
          Optional.empty(),
          "does not open what is stored, which was sealed with another key (without an"
              + " encryption_key: one that comes from jwt_signing_key or the key file). Give the"
              + " old key too, in a list after the new one, until `oidc-proxy keys reseal` is"
              + " done, or begin with an empty store");

  private final SealCheck check;
  private final AtomicBoolean told = new AtomicBoolean();

  SealGuard(SealCheck check) {
    this.check = check;
  }

  /**
   * Asks once.
   *
   * @throws RefusedStartException when the store is there and not ours
   */
  void admit() {
    FutureTask<Boolean> task = new FutureTask<>(check::isOurs);
    Thread.startVirtualThread(task);
    try {
      if (!task.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new RefusedStartException(FOREIGN);
      }
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof StoreException trouble)) {
        throw new IllegalStateException("the store fails otherwise than it may", e.getCause());
      }
      LOG.warn("the store cannot be used yet: {}", trouble.getMessage());
    } catch (TimeoutException e) {
      LOG.warn("the store does not answer yet");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks on until there was an answer or this is closed. */
  Subscription watch(Scheduler scheduler) {
    return scheduler.repeat(INTERVAL, this::askAgain);
  }

  private void askAgain() {
    try {
      if (!check.isOurs() && told.compareAndSet(false, true)) {
        LOG.error("{}", FOREIGN);
      }
    } catch (StoreException e) {
      LOG.debug("the store does not answer yet", e);
    }
  }
}
