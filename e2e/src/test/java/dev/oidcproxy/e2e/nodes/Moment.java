package dev.oidcproxy.e2e.nodes;

import dev.oidcproxy.testkit.FakeProvider;
import dev.oidcproxy.testkit.ProviderEndpoint;
import dev.oidcproxy.testkit.ReceivedRequest;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** When a process is killed. */
enum Moment {
  /** Whatever it does just then. */
  ANY {
    @Override
    Runnable await(FakeProvider provider, RandomGenerator random) {
      LockSupport.parkNanos(random.nextLong(MOST.toNanos()));
      return () -> {};
    }
  },
  /** It has asked the provider, which gives out new tokens that never arrive. */
  UPSTREAM_ASKED {
    @Override
    Runnable await(FakeProvider provider, RandomGenerator random) {
      Gate gate = new Gate(random);
      provider.onRequest(ProviderEndpoint.TOKEN, gate);
      gate.awaitArrival();
      return gate::open;
    }
  },
  /** The provider has ended the old refresh token, and its answer is about to leave. */
  UPSTREAM_ANSWERS {
    @Override
    Runnable await(FakeProvider provider, RandomGenerator random) {
      Gate gate = new Gate(random);
      provider.onAnswer(ProviderEndpoint.TOKEN, gate);
      gate.awaitArrival();
      return gate::open;
    }
  },
  /** The answer is on its way, and is written down within the next milliseconds. */
  STORE_WRITES {
    @Override
    Runnable await(FakeProvider provider, RandomGenerator random) {
      Gate gate = new Gate(random);
      provider.onAnswer(ProviderEndpoint.TOKEN, gate);
      gate.awaitArrival();
      gate.open();
      LockSupport.parkNanos(random.nextLong(WRITING.toNanos()));
      return () -> {};
    }
  };

  private static final Duration MOST = Duration.ofMillis(300);
  private static final Duration WRITING = Duration.ofMillis(8);

  /**
   * Returns at the moment.
   *
   * @return to be run once the process is dead: what was held up at the provider goes on
   */
  abstract Runnable await(FakeProvider provider, RandomGenerator random);

  /** Holds one of the next refreshes. */
  private static final class Gate implements Consumer<ReceivedRequest> {

    private static final long PATIENCE_SECONDS = 10;

    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);
    private final AtomicInteger before;

    Gate(RandomGenerator random) {
      before = new AtomicInteger(random.nextInt(6));
    }

    @Override
    public void accept(ReceivedRequest request) {
      boolean refresh = "refresh_token".equals(request.form().get("grant_type"));
      if (refresh && before.getAndDecrement() == 0) {
        arrived.countDown();
        wait(open);
      }
    }

    void awaitArrival() {
      wait(arrived);
    }

    void open() {
      open.countDown();
    }

    private static void wait(CountDownLatch latch) {
      try {
        if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          throw new IllegalStateException("the moment did not come");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
