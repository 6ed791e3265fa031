package dev.oidcproxy.http.undertow.exchange;

import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.xnio.IoUtils;

/**
 * Counts the requests in flight, so that stopping can wait for them. Streams that only listen (a
 * GET for events) never end by themselves: stopping cuts them, and their clients connect elsewhere.
 */
public final class InFlight implements HttpHandler {

  private final HttpHandler next;
  private final AtomicInteger count = new AtomicInteger();
  private final Semaphore empty = new Semaphore(0);
  private final Set<HttpServerExchange> listening = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;

  private final ExchangeCompletionListener completion =
      (exchange, nextListener) -> {
        if (count.decrementAndGet() == 0 && stopping) {
          empty.release();
        }
        nextListener.proceed();
      };

  public InFlight(HttpHandler next) {
    this.next = next;
  }

  private final ExchangeCompletionListener listeningCompletion =
      (exchange, nextListener) -> {
        listening.remove(exchange);
        nextListener.proceed();
      };

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    count.incrementAndGet();
    exchange.addExchangeCompleteListener(completion);
    if (isListening(exchange)) {
      listening.add(exchange);
      exchange.addExchangeCompleteListener(listeningCompletion);
    }
    if (stopping) {
      // Still answered, but this connection takes no other: its client goes where we are not.
      exchange.setPersistent(false);
    }
    next.handleRequest(exchange);
  }

  /** From now on each connection's next request is its last; to be said before accepting ends. */
  public void lastCall() {
    stopping = true;
  }

  /** Waits until nothing is in flight; false when that took longer than {@code most}. */
  public boolean drain(Duration most) {
    listening.forEach(exchange ->
        exchange.getIoThread().execute(() -> IoUtils.safeClose(exchange.getConnection())));
    try {
      return count.get() == 0 || empty.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean isListening(HttpServerExchange exchange) {
    if (!exchange.getRequestMethod().equals(Methods.GET)) {
      return false;
    }
    String accept = exchange.getRequestHeaders().getFirst(Headers.ACCEPT);
    return accept != null && accept.contains("text/event-stream");
  }
}
