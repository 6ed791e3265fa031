package dev.oidcproxy.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oidcproxy.application.memory.InMemoryStore;
import dev.oidcproxy.domain.error.StoreException;
import dev.oidcproxy.domain.port.Health;
import dev.oidcproxy.domain.port.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A full store refuses what strangers bring and keeps everything that lives. */
class InMemoryStoreCapacityTest {

  private static final int CAPACITY = 100;
  private static final byte[] VALUE = {1};
  private static final Duration TTL = Duration.ofMinutes(15);

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final InMemoryStore store = new InMemoryStore(now::get, CAPACITY);

  @BeforeEach
  void fill() {
    for (int i = 0; i < CAPACITY; i++) {
      assertThat(store.putIfAbsent(key(i), VALUE, TTL)).isTrue();
    }
  }

  @Test
  void at_its_capacity_it_takes_no_newcomer_and_evicts_nobody() {
    assertThatThrownBy(() -> store.putIfAbsent(key(CAPACITY), VALUE, TTL))
        .isInstanceOf(StoreException.class)
        .hasMessage("the memory store is full");
    assertThat(store.keys("even")).hasSize(CAPACITY / 2);
    assertThat(store.keys("odd")).hasSize(CAPACITY / 2);
    assertThat(store.check()).isInstanceOf(Health.Down.class);
  }

  @Test
  void a_login_that_has_begun_comes_to_its_end() {
    store.put(key(CAPACITY), VALUE, TTL);
    assertThat(store.replace(key(0), VALUE, new byte[] {2}, TTL)).isTrue();
    assertThat(store.putIfAbsent(key(0), VALUE, TTL)).isFalse();
    assertThat(store.get(key(CAPACITY))).contains(VALUE);
  }

  @Test
  void however_full_it_is_there_is_room_for_a_little_of_every_kind() {
    assertThat(store.putIfAbsent(new Key("few", "one"), VALUE, TTL)).isTrue();
    for (int i = 0; i < CAPACITY; i++) {
      store.put(new Key("few", "entry " + i), VALUE, TTL);
    }
    assertThatThrownBy(() -> store.putIfAbsent(new Key("few", "two"), VALUE, TTL))
        .isInstanceOf(StoreException.class);
  }

  @Test
  void one_kind_never_takes_more_than_half_so_a_flood_of_it_stops_nothing_else() {
    InMemoryStore flooded = new InMemoryStore(now::get, CAPACITY);
    for (int i = 0; i < CAPACITY / 2; i++) {
      assertThat(flooded.putIfAbsent(new Key("clients", "" + i), VALUE, TTL)).isTrue();
    }

    assertThatThrownBy(() -> flooded.putIfAbsent(new Key("clients", "x"), VALUE, TTL))
        .isInstanceOf(StoreException.class);
    for (int i = 0; i < CAPACITY / 2; i++) {
      assertThat(flooded.putIfAbsent(new Key("transactions", "" + i), VALUE, TTL)).isTrue();
    }
  }

  @Test
  void a_place_that_becomes_free_is_given_away() {
    store.delete(key(0));
    assertThat(store.putIfAbsent(key(CAPACITY), VALUE, TTL)).isTrue();
    store.take(key(1));
    assertThat(store.putIfAbsent(key(CAPACITY + 1), VALUE, TTL)).isTrue();
  }

  @Test
  void what_has_expired_takes_no_place() {
    now.updateAndGet(instant -> instant.plus(TTL).plusSeconds(120));
    assertThat(store.putIfAbsent(key(CAPACITY), VALUE, TTL)).isTrue();
    assertThat(store.check()).isEqualTo(new Health.Up());
  }

  private static Key key(int number) {
    return new Key(number % 2 == 0 ? "even" : "odd", "entry " + number);
  }
}
