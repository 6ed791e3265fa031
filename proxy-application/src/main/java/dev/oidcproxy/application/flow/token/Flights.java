package dev.oidcproxy.application.flow.token;

import dev.oidcproxy.domain.error.StoreException;
import dev.oidcproxy.domain.error.UpstreamException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Of all threads of this process that need the same of the provider, such as a grant refreshed, one
 * goes and the others wait for what it brings: ten thousand requests cost the store no more than
 * one.
 */
public final class Flights<K, V> {

  private final Map<K, CompletableFuture<V>> flying = new ConcurrentHashMap<>();
  private final Duration patience;

  /**
   * @param patience how long one waits for another
   */
  public Flights(Duration patience) {
    this.patience = patience;
  }

  /**
   * What {@code work} gives, done by this thread or by one that was there before.
   *
   * @throws UpstreamException.Unavailable when that one failed, or takes too long: who waited
   *     shares the failure and asks no more
   * @throws StoreException when that one failed because of the store
   */
  public V join(K id, Supplier<V> work) {
    CompletableFuture<V> mine = new CompletableFuture<>();
    CompletableFuture<V> other = flying.putIfAbsent(id, mine);
    if (other != null) {
      return await(other);
    }
    try {
      V result = work.get();
      mine.complete(result);
      return result;
    } catch (Throwable e) {
      // An Error too: whoever waits for this one must not wait for ever.
      mine.completeExceptionally(e);
      throw e;
    } finally {
      flying.remove(id, mine);
    }
  }

  private V await(CompletableFuture<V> other) {
    try {
      return other.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UpstreamException.Unavailable("interrupted while another asked the provider");
    } catch (TimeoutException e) {
      throw new UpstreamException.Unavailable(
          "another who asks the provider for the same takes too long");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StoreException) {
        throw new StoreException("the answer that this one waited for failed", e.getCause());
      }
      throw new UpstreamException.Unavailable(
          "the answer that this one waited for failed", e.getCause());
    }
  }
}
