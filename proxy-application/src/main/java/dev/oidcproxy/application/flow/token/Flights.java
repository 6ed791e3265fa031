package dev.oidcproxy.application.flow.token;

import dev.oidcproxy.application.state.Stored;
import dev.oidcproxy.domain.error.StoreException;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.grant.Grant;
import dev.oidcproxy.domain.value.GrantId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Of all threads of this process that need a grant refreshed, one goes and the others wait for what
 * it brings: ten thousand requests cost the store no more than one.
 */
final class Flights {

  private final Map<GrantId, CompletableFuture<Optional<Stored<Grant>>>> flying =
      new ConcurrentHashMap<>();
  private final Duration patience;

  /**
   * @param patience how long one waits for another
   */
  Flights(Duration patience) {
    this.patience = patience;
  }

  /**
   * What {@code work} gives, done by this thread or by one that was there before.
   *
   * @throws UpstreamException.Unavailable when that one failed, or takes too long: who waited
   *     shares the failure and asks no more
   * @throws StoreException when that one failed because of the store
   */
  Optional<Stored<Grant>> join(GrantId id, Supplier<Optional<Stored<Grant>>> work) {
    CompletableFuture<Optional<Stored<Grant>>> mine = new CompletableFuture<>();
    CompletableFuture<Optional<Stored<Grant>>> other = flying.putIfAbsent(id, mine);
    if (other != null) {
      return await(other);
    }
    try {
      Optional<Stored<Grant>> result = work.get();
      mine.complete(result);
      return result;
    } catch (RuntimeException e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      flying.remove(id, mine);
      // Only after an Error is there anything left to complete.
      mine.cancel(false);
    }
  }

  private Optional<Stored<Grant>> await(CompletableFuture<Optional<Stored<Grant>>> other) {
    try {
      return other.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UpstreamException.Unavailable("interrupted while another refreshed the grant");
    } catch (TimeoutException e) {
      throw new UpstreamException.Unavailable("another refresh of the same grant takes too long");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StoreException) {
        throw new StoreException("the refresh that this one waited for failed", e.getCause());
      }
      throw new UpstreamException.Unavailable(
          "the refresh that this one waited for failed", e.getCause());
    }
  }
}
