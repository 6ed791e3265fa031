package dev.oidcproxy.store.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oidcproxy.domain.error.StoreException;
import dev.oidcproxy.domain.port.Key;
import dev.oidcproxy.domain.port.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Callers share a transaction, and nothing else. */
class GroupCommitTest {

  private static final byte[] VALUE = {1};
  private static final Duration TTL = Duration.ofHours(1);

  @RegisterExtension private final Disk disk = new Disk();
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

  @Test
  void what_waits_is_committed_together_and_acknowledged_only_then() throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch within = new CountDownLatch(1);
    CountDownLatch second = new CountDownLatch(1);
    try (callers) {
      Future<?> holding = holdNow(first);
      Future<?> put = callers.submit(() -> disk.store().put(key(1), VALUE, TTL));
      untilWaiting(1);
      Future<?> neighbour = holding(second, within);
      untilWaiting(2);
      first.countDown();
      within.await();
      // The put is done within the transaction, which is not over.
      assertThat(disk.store().get(key(1))).isEmpty();
      assertThat(put.isDone()).isFalse();
      second.countDown();
      put.get();
      holding.get();
      neighbour.get();
      assertThat(disk.store().get(key(1))).contains(VALUE);
    }
  }

  @Test
  void one_that_fails_does_not_fail_its_neighbours() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    List<Future<?>> puts = new ArrayList<>();
    try (callers) {
      Future<?> holding = holdNow(release);
      for (int i = 0; i < 20; i++) {
        int number = i;
        puts.add(callers.submit(() -> disk.store().put(key(number), VALUE, TTL)));
      }
      Future<?> broken =
          callers.submit(() ->
              disk.store()
                  .<Void>write(session -> {
                    session.execute("DELETE FROM entries");
                    session.execute("INSERT INTO nowhere VALUES ('canary')");
                    return null;
                  }));
      Future<?> thrown =
          callers.submit(() ->
              disk.store()
                  .<Void>write(session -> {
                    throw new IllegalStateException("canary");
                  }));
      untilWaiting(22);
      release.countDown();
      assertThatThrownBy(broken::get)
          .hasCauseInstanceOf(StoreException.class)
          .rootCause()
          .hasMessageContaining("nowhere");
      assertThatThrownBy(thrown::get).hasCauseInstanceOf(StoreException.class);
      holding.get();
      for (Future<?> put : puts) {
        put.get();
      }
    }
    for (int i = 0; i < 20; i++) {
      assertThat(disk.store().get(key(i))).contains(VALUE);
    }
  }

  @Test
  void a_listener_that_fails_harms_nobody() {
    List<Key> heard = new ArrayList<>();
    try (Subscription bad =
            disk.store()
                .onChange(
                    "collection",
                    key -> {
                      throw new IllegalStateException("a listener's own trouble");
                    });
        Subscription good = disk.store().onChange("collection", heard::add)) {
      disk.store().put(key(1), VALUE, TTL);
      disk.store().delete(key(1));
      assertThat(heard).containsExactly(key(1));
      assertThat(bad).isNotSameAs(good);
    }
  }

  @Test
  void nothing_is_heard_of_what_had_expired() {
    List<Key> heard = new ArrayList<>();
    try (Subscription open = disk.store().onChange("collection", heard::add)) {
      disk.store().put(key(1), VALUE, Duration.ofSeconds(1));
      disk.clock().pass(Duration.ofSeconds(1));
      disk.store().delete(key(1));
      disk.store().take(key(1));
      disk.scheduler().work();
      assertThat(heard).isEmpty();
      assertThat(open).isNotNull();
    }
  }

  @Test
  void a_caller_that_is_interrupted_stops_waiting() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    try (callers) {
      Future<?> holding = holdNow(release);
      Future<?> put =
          callers.submit(() -> {
            Thread.currentThread().interrupt();
            disk.store().put(key(1), VALUE, TTL);
          });
      assertThatThrownBy(put::get)
          .hasCauseInstanceOf(StoreException.class)
          .hasMessageContaining("interrupted");
      release.countDown();
      holding.get();
    }
    disk.store().put(key(2), VALUE, TTL);
    // Nobody waited for it any more when its turn came.
    assertThat(disk.store().get(key(1))).isEmpty();
  }

  /** Keeps the writer busy, from {@code reached} on. */
  private Future<?> holding(CountDownLatch release, CountDownLatch reached) {
    return callers.submit(() ->
        disk.store()
            .<Void>write(session -> {
              reached.countDown();
              uninterrupted(release);
              return null;
            }));
  }

  private Future<?> holdNow(CountDownLatch release) throws InterruptedException {
    CountDownLatch reached = new CountDownLatch(1);
    Future<?> holding = holding(release, reached);
    reached.await();
    return holding;
  }

  private void untilWaiting(int callers) {
    while (disk.store().waiting() < callers) {
      Thread.onSpinWait();
    }
  }

  private static void uninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Key key(int number) {
    return new Key("collection", "entry " + number);
  }
}
