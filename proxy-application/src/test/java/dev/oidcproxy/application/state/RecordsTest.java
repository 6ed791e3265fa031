package dev.oidcproxy.application.state;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oidcproxy.application.crypto.FernetSeal;
import dev.oidcproxy.application.crypto.SecureEntropy;
import dev.oidcproxy.application.memory.InMemoryStore;
import dev.oidcproxy.application.state.State.KeyPairRecord;
import dev.oidcproxy.domain.error.StoreException;
import dev.oidcproxy.domain.port.Key;
import dev.oidcproxy.domain.port.Subscription;
import dev.oidcproxy.domain.value.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RecordsTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final KeyPairRecord ONE =
      new KeyPairRecord(Secret.of("CANARY one"), Instant.EPOCH);
  private static final KeyPairRecord TWO =
      new KeyPairRecord(Secret.of("CANARY two"), Instant.EPOCH);

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final InMemoryStore store = new InMemoryStore(now::get);
  private final Records<KeyPairRecord> records = records(new byte[32]);
  private final Instant until = now.get().plus(HOUR);

  @Test
  void a_record_is_found_by_its_id_and_taken_once() {
    records.put("id", ONE, until);
    assertThat(records.find("id")).map(Stored::value).contains(ONE);
    assertThat(records.find("ID")).isEmpty();
    assertThat(records.take("id")).contains(ONE);
    assertThat(records.take("id")).isEmpty();
  }

  @Test
  void the_first_insert_wins() {
    assertThat(records.insert("id", ONE, until)).isTrue();
    assertThat(records.insert("id", TWO, until)).isFalse();
    assertThat(records.find("id")).map(Stored::value).contains(ONE);
  }

  @Test
  void of_two_replacements_of_one_reading_the_second_loses() {
    records.put("id", ONE, until);
    Stored<KeyPairRecord> read = records.find("id").orElseThrow();
    assertThat(records.replace(read, TWO, until)).isTrue();
    assertThat(records.replace(read, TWO, until)).isFalse();
  }

  /** Same content, other seal: the version is what was written, not what it says. */
  @Test
  void a_record_that_was_rewritten_alike_has_changed() {
    records.put("id", ONE, until);
    Stored<KeyPairRecord> read = records.find("id").orElseThrow();
    records.put("id", ONE, until);
    assertThat(records.replace(read, TWO, until)).isFalse();
  }

  @Test
  void neither_ids_nor_contents_are_readable_in_the_store() {
    records.put("CANARY id", ONE, until);
    List<Key> keys = store.keys("things").toList();
    assertThat(keys).hasSize(1);
    assertThat(keys.getFirst().id()).isEqualTo(records.storedId("CANARY id"));
    byte[] sealed = store.get(keys.getFirst()).orElseThrow();
    assertThat(keys.toString() + new String(sealed, ISO_8859_1)).doesNotContain("CANARY", "jwk");
  }

  @Test
  void a_record_that_was_moved_does_not_open() {
    records.put("id", ONE, until);
    byte[] sealed = store.get(key("things", "id")).orElseThrow();
    store.put(key("things", "other"), sealed, HOUR);
    store.put(key("elsewhere", "id"), sealed, HOUR);
    unreadable(() -> records.find("other"));
    unreadable(() -> records.take("other"));
    Records<KeyPairRecord> elsewhere = records("elsewhere", new byte[32]);
    unreadable(() -> elsewhere.find("id"));
  }

  @Test
  void a_changed_plain_or_foreign_record_is_trouble_and_not_absence() {
    for (byte[] bytes :
        List.of(
            new byte[0], "{\"jwk\":\"x\"}".getBytes(UTF_8), seal(new byte[32]).seal(new byte[0]))) {
      store.put(key("things", "id"), bytes, HOUR);
      unreadable(() -> records.find("id"));
    }
    records.put("id", ONE, until);
    byte[] otherKey = new byte[32];
    otherKey[0] = 1;
    unreadable(() -> records(otherKey).find("id"));
  }

  @Test
  void the_store_keeps_a_record_a_little_longer_than_its_life() {
    records.put("id", ONE, until);
    now.set(until.plus(Records.SKEW).minusSeconds(1));
    assertThat(records.find("id")).isPresent();
    now.set(until.plus(Records.SKEW).plusSeconds(1));
    assertThat(records.find("id")).isEmpty();
    records.put("late", ONE, Instant.EPOCH);
    assertThat(records.find("late")).isPresent();
  }

  @Test
  void all_are_read_and_a_deletion_is_heard_of_by_stored_id() {
    List<String> heard = new ArrayList<>();
    try (Subscription open = records.onChange(key -> heard.add(key.id()))) {
      records.put("a", ONE, until);
      records.put("b", TWO, until);
      assertThat(records.all()).containsExactlyInAnyOrder(ONE, TWO);
      records.delete("a");
      assertThat(heard).containsExactly(records.storedId("a"));
      assertThat(open).isNotNull();
    }
  }

  private static void unreadable(Runnable access) {
    assertThatThrownBy(access::run)
        .isInstanceOf(StoreException.class)
        .message()
        .doesNotContain("CANARY");
  }

  private Key key(String collection, String id) {
    return new Key(collection, records.storedId(id));
  }

  private FernetSeal seal(byte[] key) {
    return new FernetSeal(List.of(key), now::get, new SecureEntropy());
  }

  private Records<KeyPairRecord> records(byte[] key) {
    return records("things", key);
  }

  private Records<KeyPairRecord> records(String collection, byte[] key) {
    return new Records<>(
        collection, store, seal(key), new RecordCodec<>(KeyPairRecord.class), now::get);
  }
}
