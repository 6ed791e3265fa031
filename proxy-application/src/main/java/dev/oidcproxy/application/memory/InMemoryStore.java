package dev.oidcproxy.application.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.oidcproxy.domain.error.StoreException;
import dev.oidcproxy.domain.port.ChangeListener;
import dev.oidcproxy.domain.port.Health;
import dev.oidcproxy.domain.port.Key;
import dev.oidcproxy.domain.port.KeyValueStore;
import dev.oidcproxy.domain.port.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A store that ends with the process. It never evicts what is alive: when full it refuses {@link
 * #putIfAbsent}, by which strangers' registrations and transactions come in, so a flood of them can
 * neither log anyone out nor stop a login that has come to its end.
 */
public final class InMemoryStore implements KeyValueStore {

  /** Entries; at about a kilobyte each, a few hundred megabytes. */
  public static final int DEFAULT_CAPACITY = 250_000;

  private final Cache<Key, Entry> cache;
  private final ConcurrentMap<Key, Entry> entries;
  private final InstantSource clock;
  private final int capacity;
  private final List<Listening> listeners = new CopyOnWriteArrayList<>();

  public InMemoryStore(InstantSource clock) {
    this(clock, DEFAULT_CAPACITY);
  }

  public InMemoryStore(InstantSource clock, int capacity) {
    this.clock = clock;
    this.capacity = capacity;
    this.cache =
        Caffeine.newBuilder()
            .ticker(() -> nanos(Duration.between(Instant.EPOCH, clock.instant())))
            .expireAfter(
                Expiry.<Key, Entry>writing(
                    (key, entry) -> Duration.between(clock.instant(), entry.until())))
            .build();
    this.entries = cache.asMap();
  }

  @Override
  public void put(Key key, byte[] value, Duration ttl) {
    entries.put(key, entry(value, ttl));
  }

  @Override
  public boolean putIfAbsent(Key key, byte[] value, Duration ttl) {
    if (entries.containsKey(key)) {
      return false;
    }
    makeRoom();
    return entries.putIfAbsent(key, entry(value, ttl)) == null;
  }

  @Override
  public Optional<byte[]> get(Key key) {
    return Optional.ofNullable(cache.getIfPresent(key)).map(entry -> entry.value().clone());
  }

  @Override
  public Optional<byte[]> take(Key key) {
    Optional<byte[]> taken = Optional.ofNullable(entries.remove(key)).map(Entry::value);
    taken.ifPresent(value -> announce(key));
    return taken;
  }

  @Override
  public boolean replace(Key key, byte[] expected, byte[] next, Duration ttl) {
    Entry current = cache.getIfPresent(key);
    return current != null
        && Arrays.equals(current.value(), expected)
        && entries.replace(key, current, entry(next, ttl));
  }

  @Override
  public void delete(Key key) {
    if (entries.remove(key) != null) {
      announce(key);
    }
  }

  @Override
  public Stream<Key> keys(String collection) {
    return entries.keySet().stream().filter(key -> key.collection().equals(collection));
  }

  @Override
  public Subscription onChange(String collection, ChangeListener listener) {
    Listening listening = new Listening(collection, listener);
    listeners.add(listening);
    return () -> listeners.remove(listening);
  }

  @Override
  public Health check() {
    return cache.estimatedSize() < capacity
        ? new Health.Up()
        : new Health.Down("the memory store is full");
  }

  @Override
  public void close() {
    cache.invalidateAll();
  }

  private void makeRoom() {
    if (cache.estimatedSize() >= capacity) {
      cache.cleanUp();
      if (cache.estimatedSize() >= capacity) {
        throw new StoreException("the memory store is full");
      }
    }
  }

  private Entry entry(byte[] value, Duration ttl) {
    return new Entry(value.clone(), clock.instant().plus(ttl));
  }

  private void announce(Key key) {
    for (Listening listening : listeners) {
      if (listening.collection().equals(key.collection())) {
        listening.listener().removed(key);
      }
    }
  }

  private static long nanos(Duration sinceEpoch) {
    return TimeUnit.SECONDS.toNanos(sinceEpoch.toSeconds()) + sinceEpoch.toNanosPart();
  }

  /** Equal only to itself, so that a replacement sees every write in between. */
  private static final class Entry {
    private final byte[] value;
    private final Instant until;

    Entry(byte[] value, Instant until) {
      this.value = value;
      this.until = until;
    }

    byte[] value() {
      return value;
    }

    Instant until() {
      return until;
    }
  }

  private record Listening(String collection, ChangeListener listener) {}
}
