package dev.oidcproxy.testkit.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oidcproxy.domain.error.StoreException;
import dev.oidcproxy.domain.port.Key;
import dev.oidcproxy.domain.port.KeyValueStore;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * For a store that outlives its process: what was acknowledged is there when it is opened again.
 */
public interface StoreDurabilityContract {

  /** The store under test: the same one until {@link #reopen}, and empty at a test's start. */
  KeyValueStore testee();

  /** Closes the store; from now on {@link #testee} is a new one of the same data. */
  void reopen();

  @Test
  default void what_was_acknowledged_survives_reopening() {
    byte[] large = new byte[1 << 20];
    new Random(2).nextBytes(large);
    testee().put(key("put"), bytes("one"), StoreContract.LONG);
    testee().put(key("large"), large, StoreContract.LONG);
    testee().putIfAbsent(key("inserted"), bytes("two"), StoreContract.LONG);
    testee().put(key("replaced"), bytes("old"), StoreContract.LONG);
    testee().replace(key("replaced"), bytes("old"), bytes("three"), StoreContract.LONG);
    reopen();
    assertThat(testee().get(key("put"))).contains(bytes("one"));
    assertThat(testee().get(key("large"))).contains(large);
    assertThat(testee().get(key("inserted"))).contains(bytes("two"));
    assertThat(testee().get(key("replaced"))).contains(bytes("three"));
    assertThat(testee().keys("collection"))
        .containsExactlyInAnyOrder(key("put"), key("large"), key("inserted"), key("replaced"));
  }

  @Test
  default void what_was_removed_stays_removed() {
    testee().put(key("deleted"), bytes("one"), StoreContract.LONG);
    testee().put(key("taken"), bytes("two"), StoreContract.LONG);
    testee().delete(key("deleted"));
    testee().take(key("taken"));
    reopen();
    assertThat(testee().get(key("deleted"))).isEmpty();
    assertThat(testee().take(key("taken"))).isEmpty();
  }

  @Test
  default void a_closed_store_says_that_it_cannot_answer() {
    KeyValueStore closed = testee();
    closed.put(key("a"), bytes("one"), StoreContract.LONG);
    reopen();
    assertThatThrownBy(() -> closed.get(key("a"))).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> closed.delete(key("a"))).isInstanceOf(StoreException.class);
    assertThat(testee().get(key("a"))).contains(bytes("one"));
  }

  private static Key key(String id) {
    return new Key("collection", id);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
