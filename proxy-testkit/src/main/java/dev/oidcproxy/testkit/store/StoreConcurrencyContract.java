package dev.oidcproxy.testkit.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.domain.port.Key;
import dev.oidcproxy.domain.port.KeyValueStore;
import dev.oidcproxy.domain.port.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** What single use, rotation and revocation stand on: one winner, and everyone hears of an end. */
public interface StoreConcurrencyContract {

  int THREADS = 64;
  int ROUNDS = 10;
  long PATIENCE_SECONDS = 10;

  /** The store under test: the same one all through a test, and empty at its start. */
  KeyValueStore testee();

  @Test
  default void among_64_threads_one_puts_if_absent() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Key key = key(round);
      List<Integer> winners =
          winners(i -> testee().putIfAbsent(key, bytes("" + i), StoreContract.LONG));
      assertThat(winners).hasSize(1);
      assertThat(testee().get(key)).contains(bytes("" + winners.getFirst()));
    }
  }

  @Test
  default void among_64_threads_one_takes() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Key key = key(round);
      testee().put(key, bytes("one"), StoreContract.LONG);
      assertThat(winners(i -> testee().take(key).isPresent())).hasSize(1);
    }
  }

  @Test
  default void among_64_threads_one_replaces() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Key key = key(round);
      testee().put(key, bytes("start"), StoreContract.LONG);
      List<Integer> winners =
          winners(i -> testee().replace(key, bytes("start"), bytes("" + i), StoreContract.LONG));
      assertThat(winners).hasSize(1);
      assertThat(testee().get(key)).contains(bytes("" + winners.getFirst()));
    }
  }

  @Test
  default void no_increment_is_lost() throws Exception {
    Key key = key(0);
    testee().put(key, bytes("0"), StoreContract.LONG);
    assertThat(winners(i -> increment(key))).hasSize(THREADS);
    assertThat(testee().get(key)).contains(bytes("" + THREADS));
  }

  @Test
  default void a_delete_is_not_undone_by_those_who_replace_at_the_same_time() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Key key = key(round);
      testee().put(key, bytes("0"), StoreContract.LONG);
      winners(i -> {
        if (i == THREADS / 2) {
          testee().delete(key);
          return true;
        }
        return testee()
            .get(key)
            .filter(read -> testee().replace(key, read, bytes("" + i), StoreContract.LONG))
            .isPresent();
      });
      assertThat(testee().get(key)).isEmpty();
    }
  }

  @Test
  default void a_delete_and_a_take_are_heard_of() throws Exception {
    BlockingQueue<Key> heard = new LinkedBlockingQueue<>();
    try (Subscription open = testee().onChange("collection", heard::add)) {
      testee().put(key(1), bytes("one"), StoreContract.LONG);
      testee().put(key(2), bytes("two"), StoreContract.LONG);
      testee().delete(key(1));
      assertThat(heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(key(1));
      testee().take(key(2));
      assertThat(heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(key(2));
      assertThat(open).isNotNull();
    }
  }

  /** The last event proves that those before it, had there been any, would have come. */
  @Test
  default void only_changes_of_the_collection_are_heard_of_and_only_while_subscribed()
      throws Exception {
    BlockingQueue<Key> heard = new LinkedBlockingQueue<>();
    BlockingQueue<Key> closed = new LinkedBlockingQueue<>();
    testee().onChange("collection", closed::add).close();
    try (Subscription open = testee().onChange("collection", heard::add)) {
      Key other = new Key("other", "1");
      testee().put(other, bytes("one"), StoreContract.LONG);
      testee().delete(other);
      testee().put(key(1), bytes("one"), StoreContract.LONG);
      testee().delete(key(1));
      assertThat(heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(key(1));
      assertThat(heard).isEmpty();
      assertThat(closed).isEmpty();
      assertThat(open).isNotNull();
    }
  }

  private boolean increment(Key key) {
    while (true) {
      byte[] read = testee().get(key).orElseThrow();
      byte[] next = bytes("" + (Integer.parseInt(new String(read, UTF_8)) + 1));
      if (testee().replace(key, read, next, StoreContract.LONG)) {
        return true;
      }
    }
  }

  /** Starts all threads at once; the numbers of those for which the attempt held. */
  private static List<Integer> winners(IntPredicate attempt)
      throws InterruptedException, ExecutionException {
    CountDownLatch ready = new CountDownLatch(THREADS);
    List<Future<Boolean>> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (int i = 0; i < THREADS; i++) {
        int number = i;
        results.add(
            threads.submit(() -> {
              ready.countDown();
              ready.await();
              return attempt.test(number);
            }));
      }
    }
    List<Integer> winners = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      if (results.get(i).get()) {
        winners.add(i);
      }
    }
    return winners;
  }

  private static Key key(int number) {
    return new Key("collection", "entry " + number);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
