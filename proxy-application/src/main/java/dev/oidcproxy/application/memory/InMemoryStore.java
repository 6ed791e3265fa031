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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A store that ends with the process. It never evicts what is alive, so a flood can log nobody out.
 * What it refuses is {@link #putIfAbsent}, by which strangers' registrations and transactions come
 * in: always to a collection that has half of the room, so that a flood of one kind leaves the
 * others theirs, and when there is no room left, to all that have more than a small share. So a
 * login that has come to its end is never stopped.
 */
public final class InMemoryStore implements KeyValueStore {

  /** Entries; at about a kilobyte each, a few hundred megabytes. */
  public static final int DEFAULT_CAPACITY = 250_000;

  /** The least of the room that each collection has, however full it is. */
  private static final int SMALL_SHARE = 8;

  private final ConcurrentMap<String, Cache<Key, Entry>> collections = new ConcurrentHashMap<>();
  private final InstantSource clock;
  private final int capacity;
  private final List<Listening> listeners = new CopyOnWriteArrayList<>();

  public InMemoryStore(InstantSource clock) {
    this(clock, DEFAULT_CAPACITY);
  }

  public InMemoryStore(InstantSource clock, int capacity) {
    this.clock = clock;
    this.capacity = capacity;
  }

  @Override
  public void put(Key key, byte[] value, Duration ttl) {
    entries(key).put(key, entry(value, ttl));
  }

  @Override
  public boolean putIfAbsent(Key key, byte[] value, Duration ttl) {
    if (entries(key).containsKey(key)) {
      return false;
    }
    makeRoom(collection(key.collection()));
    return entries(key).putIfAbsent(key, entry(value, ttl)) == null;
  }

  @Override
  public Optional<byte[]> get(Key key) {
    return Optional.ofNullable(entries(key).get(key)).map(entry -> entry.value().clone());
  }

  @Override
  public Optional<byte[]> take(Key key) {
    Optional<byte[]> taken = Optional.ofNullable(entries(key).remove(key)).map(Entry::value);
    taken.ifPresent(value -> announce(key));
    return taken;
  }

  @Override
  public boolean replace(Key key, byte[] expected, byte[] next, Duration ttl) {
    Entry current = entries(key).get(key);
    return current != null
        && Arrays.equals(current.value(), expected)
        && entries(key).replace(key, current, entry(next, ttl));
  }

  @Override
  public void delete(Key key) {
    if (entries(key).remove(key) != null) {
      announce(key);
    }
  }

  @Override
  public Stream<Key> keys(String collection) {
    return collection(collection).asMap().keySet().stream();
  }

  @Override
  public Subscription onChange(String collection, ChangeListener listener) {
    Listening listening = new Listening(collection, listener);
    listeners.add(listening);
    return () -> listeners.remove(listening);
  }

  @Override
  public Health check() {
    return size() < capacity ? new Health.Up() : new Health.Down("the memory store is full");
  }

  @Override
  public void close() {
    collections.clear();
  }

  private void makeRoom(Cache<Key, Entry> wanted) {
    if (!hasRoom(wanted)) {
      collections.values().forEach(Cache::cleanUp);
      if (!hasRoom(wanted)) {
        throw new StoreException("the memory store is full");
      }
    }
  }

  private boolean hasRoom(Cache<Key, Entry> wanted) {
    long own = wanted.estimatedSize();
    return own < capacity / 2 && (own < capacity / SMALL_SHARE || size() < capacity);
  }

  private long size() {
    return collections.values().stream().mapToLong(Cache::estimatedSize).sum();
  }

  private ConcurrentMap<Key, Entry> entries(Key key) {
    return collection(key.collection()).asMap();
  }

  private Cache<Key, Entry> collection(String name) {
    return collections.computeIfAbsent(name, n -> empty());
  }

  private Cache<Key, Entry> empty() {
    return Caffeine.newBuilder()
        .ticker(() -> nanos(Duration.between(Instant.EPOCH, clock.instant())))
        .expireAfter(
            Expiry.<Key, Entry>writing(
                (key, entry) -> Duration.between(clock.instant(), entry.until())))
        .build();
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
