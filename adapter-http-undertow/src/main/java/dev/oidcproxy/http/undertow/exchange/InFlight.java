package dev.oidcproxy.http.undertow.exchange;

import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the requests in flight, so that stopping can wait for them. */
public final class InFlight implements HttpHandler {

  private final HttpHandler next;
  private final AtomicInteger count = new AtomicInteger();
  private final Semaphore empty = new Semaphore(0);
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

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    count.incrementAndGet();
    exchange.addExchangeCompleteListener(completion);
    if (stopping) {
      // Still answered, but this connection takes no other: its client goes where we are not.
      exchange.setPersistent(false);
    }
    next.handleRequest(exchange);
  }

  /** Waits until nothing is in flight; false when that took longer than {@code most}. */
  public boolean drain(Duration most) {
    stopping = true;
    try {
      return count.get() == 0 || empty.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
