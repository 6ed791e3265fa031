package dev.oidcproxy.testkit.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.domain.port.Key;
import dev.oidcproxy.domain.port.KeyValueStore;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Every entry has a lifetime, and once it is over the entry was never there. */
public interface StoreExpiryContract {

  /** Short enough to wait for, on a store whose time cannot be moved. */
  Duration SHORT = Duration.ofSeconds(1);

  /** The store under test: the same one all through a test, and empty at its start. */
  KeyValueStore testee();

  /** Returns when at least {@code time} has passed for the store. */
  void letPass(Duration time);

  @Test
  default void an_expired_entry_is_gone_for_everyone() {
    testee().put(key("a"), bytes("one"), SHORT);
    testee().put(key("b"), bytes("two"), SHORT);
    testee().put(key("c"), bytes("three"), StoreContract.LONG);
    letPass(SHORT);
    assertThat(testee().get(key("a"))).isEmpty();
    assertThat(testee().take(key("a"))).isEmpty();
    assertThat(testee().replace(key("b"), bytes("two"), bytes("x"), StoreContract.LONG)).isFalse();
    assertThat(testee().keys("collection")).containsExactly(key("c"));
    assertThat(testee().putIfAbsent(key("a"), bytes("new"), StoreContract.LONG)).isTrue();
    assertThat(testee().get(key("a"))).contains(bytes("new"));
  }

  @Test
  default void each_write_gives_a_lifetime_of_its_own() {
    testee().put(key("put"), bytes("one"), SHORT);
    testee().put(key("put"), bytes("two"), StoreContract.LONG);
    testee().put(key("replaced"), bytes("one"), SHORT);
    testee().replace(key("replaced"), bytes("one"), bytes("two"), StoreContract.LONG);
    testee().put(key("shortened"), bytes("one"), StoreContract.LONG);
    testee().replace(key("shortened"), bytes("one"), bytes("two"), SHORT);
    testee().putIfAbsent(key("inserted"), bytes("one"), SHORT);
    letPass(SHORT);
    assertThat(testee().get(key("put"))).contains(bytes("two"));
    assertThat(testee().get(key("replaced"))).contains(bytes("two"));
    assertThat(testee().get(key("shortened"))).isEmpty();
    assertThat(testee().get(key("inserted"))).isEmpty();
  }

  /** A stale write must not shorten or lengthen what it did not change. */
  @Test
  default void a_write_that_lost_changes_no_lifetime() {
    testee().put(key("a"), bytes("one"), StoreContract.LONG);
    testee().putIfAbsent(key("a"), bytes("two"), SHORT);
    testee().replace(key("a"), bytes("other"), bytes("two"), SHORT);
    letPass(SHORT);
    assertThat(testee().get(key("a"))).contains(bytes("one"));
  }

  private static Key key(String id) {
    return new Key("collection", id);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
