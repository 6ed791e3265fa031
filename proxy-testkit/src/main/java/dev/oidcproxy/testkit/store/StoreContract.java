package dev.oidcproxy.testkit.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.domain.port.Health;
import dev.oidcproxy.domain.port.Key;
import dev.oidcproxy.domain.port.KeyValueStore;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The contract of {@link KeyValueStore}: implement it in a test class of your store, which then
 * runs all of it. What happens under contention and across time is in {@link
 * StoreConcurrencyContract} and {@link StoreExpiryContract}.
 */
public interface StoreContract {

  /** Longer than any test takes. */
  Duration LONG = Duration.ofHours(1);

  /** The store under test: the same one all through a test, and empty at its start. */
  KeyValueStore testee();

  @Test
  default void what_was_put_is_there_and_nothing_else_is() {
    testee().put(key("a"), bytes("one"), LONG);
    assertThat(testee().get(key("a"))).contains(bytes("one"));
    assertThat(testee().get(key("b"))).isEmpty();
    assertThat(testee().get(new Key("other", "a"))).isEmpty();
  }

  @Test
  default void a_put_overwrites() {
    testee().put(key("a"), bytes("one"), LONG);
    testee().put(key("a"), bytes("two"), LONG);
    assertThat(testee().get(key("a"))).contains(bytes("two"));
  }

  @Test
  default void put_if_absent_overwrites_nothing() {
    assertThat(testee().putIfAbsent(key("a"), bytes("one"), LONG)).isTrue();
    assertThat(testee().putIfAbsent(key("a"), bytes("two"), LONG)).isFalse();
    assertThat(testee().get(key("a"))).contains(bytes("one"));
    testee().delete(key("a"));
    assertThat(testee().putIfAbsent(key("a"), bytes("three"), LONG)).isTrue();
  }

  @Test
  default void a_value_is_taken_once() {
    testee().put(key("a"), bytes("one"), LONG);
    assertThat(testee().take(key("a"))).contains(bytes("one"));
    assertThat(testee().take(key("a"))).isEmpty();
    assertThat(testee().get(key("a"))).isEmpty();
  }

  @Test
  default void a_replacement_of_what_was_read_is_written() {
    testee().put(key("a"), bytes("one"), LONG);
    byte[] read = testee().get(key("a")).orElseThrow();
    assertThat(testee().replace(key("a"), read, bytes("two"), LONG)).isTrue();
    assertThat(testee().get(key("a"))).contains(bytes("two"));
  }

  @Test
  default void a_stale_replacement_changes_nothing() {
    testee().put(key("a"), bytes("one"), LONG);
    testee().put(key("a"), bytes("two"), LONG);
    assertThat(testee().replace(key("a"), bytes("one"), bytes("three"), LONG)).isFalse();
    assertThat(testee().replace(key("a"), bytes("tw"), bytes("three"), LONG)).isFalse();
    assertThat(testee().replace(key("a"), bytes(""), bytes("three"), LONG)).isFalse();
    assertThat(testee().get(key("a"))).contains(bytes("two"));
  }

  @Test
  default void a_replacement_never_undoes_a_delete() {
    testee().put(key("a"), bytes("one"), LONG);
    testee().delete(key("a"));
    assertThat(testee().replace(key("a"), bytes("one"), bytes("two"), LONG)).isFalse();
    assertThat(testee().replace(key("a"), bytes(""), bytes("two"), LONG)).isFalse();
    assertThat(testee().get(key("a"))).isEmpty();
  }

  @Test
  default void a_delete_may_be_repeated() {
    testee().put(key("a"), bytes("one"), LONG);
    testee().delete(key("a"));
    testee().delete(key("a"));
    testee().delete(key("never there"));
    assertThat(testee().get(key("a"))).isEmpty();
  }

  @Test
  default void values_are_bytes_of_any_kind_and_length() {
    byte[] every = new byte[256];
    IntStream.range(0, 256).forEach(i -> every[i] = (byte) i);
    byte[] mebibyte = new byte[1 << 20];
    new Random(1).nextBytes(mebibyte);
    for (byte[] value : List.of(new byte[0], new byte[1], every, mebibyte)) {
      testee().put(key("a"), value, LONG);
      assertThat(testee().get(key("a"))).contains(value);
      assertThat(testee().replace(key("a"), value, bytes("next"), LONG)).isTrue();
    }
  }

  @Test
  default void a_value_is_not_shared_with_its_callers() {
    byte[] written = bytes("one");
    testee().put(key("a"), written, LONG);
    written[0] = 'x';
    testee().get(key("a")).orElseThrow()[0] = 'y';
    assertThat(testee().get(key("a"))).contains(bytes("one"));
  }

  /** Ids are not file names, patterns or commands, whatever they look like. */
  @Test
  default void hostile_ids_are_ids_like_others() {
    List<Key> keys =
        Stream.of(
                "",
                " ",
                ".",
                "..",
                "../../etc/passwd",
                "/",
                "C:\\x",
                "a/b",
                "a:b",
                "a*",
                "a?",
                "[a]",
                "{a}",
                "a\nb",
                "a\r\nDEL b",
                "a\u0000b",
                "A",
                "%2e",
                "\u00e4",
                "a\u0308",
                "\ud83e\udd16",
                "x".repeat(2048),
                "CON",
                "~",
                "$(id)",
                "'; --")
            .map(StoreContract::key)
            .toList();
    keys.forEach(key -> testee().put(key, bytes("of " + key.id()), LONG));
    testee().put(key("a"), bytes("of a"), LONG);
    for (Key key : keys) {
      assertThat(testee().get(key)).as("%s", key).contains(bytes("of " + key.id()));
    }
    assertThat(testee().keys("collection")).containsAll(keys).hasSize(keys.size() + 1);
    keys.forEach(testee()::delete);
    assertThat(testee().keys("collection")).containsExactly(key("a"));
  }

  /** Where a collection ends and an id begins is never in doubt. */
  @Test
  default void collections_do_not_run_into_ids() {
    List<Key> keys =
        List.of(new Key("a", "b:c"), new Key("a:b", "c"), new Key("a", "b/c"), new Key("a/b", "c"));
    keys.forEach(key -> testee().put(key, bytes(key.toString()), LONG));
    keys.forEach(key -> assertThat(testee().get(key)).contains(bytes(key.toString())));
    assertThat(testee().keys("a")).containsExactlyInAnyOrder(keys.get(0), keys.get(2));
  }

  @Test
  default void the_keys_of_a_collection_are_those_that_live() {
    testee().put(key("a"), bytes("one"), LONG);
    testee().put(key("b"), bytes("two"), LONG);
    testee().put(new Key("other", "c"), bytes("three"), LONG);
    testee().delete(key("b"));
    assertThat(testee().keys("collection")).containsExactly(key("a"));
    assertThat(testee().keys("empty")).isEmpty();
  }

  @Test
  default void a_store_that_answers_is_up() {
    assertThat(testee().check()).isEqualTo(new Health.Up());
  }

  private static Key key(String id) {
    return new Key("collection", id);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
