package dev.oidcproxy.application.state;

import dev.oidcproxy.domain.error.StoreException;
import dev.oidcproxy.domain.port.ChangeListener;
import dev.oidcproxy.domain.port.Key;
import dev.oidcproxy.domain.port.KeyValueStore;
import dev.oidcproxy.domain.port.Seal;
import dev.oidcproxy.domain.port.Subscription;
import dev.oidcproxy.domain.value.TokenHash;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of one collection. Keys are hashes of ids. What is sealed begins with its collection
 * and key, so a record that somebody moved elsewhere in the store does not open.
 */
public final class Records<T> {

  /** How much longer the store keeps a record than the record says: for clocks that disagree. */
  static final Duration SKEW = Duration.ofMinutes(2);

  private static final Logger LOG = LoggerFactory.getLogger(Records.class);

  private final String collection;
  private final KeyValueStore store;
  private final Seal seal;
  private final RecordCodec<T> codec;
  private final InstantSource clock;

  Records(
      String collection,
      KeyValueStore store,
      Seal seal,
      RecordCodec<T> codec,
      InstantSource clock) {
    this.collection = collection;
    this.store = store;
    this.seal = seal;
    this.codec = codec;
    this.clock = clock;
  }

  public void put(String id, T value, Instant until) {
    store.put(key(id), sealed(id, value), ttl(until));
  }

  /** Writes if nothing is there; false when something is. */
  public boolean insert(String id, T value, Instant until) {
    return store.putIfAbsent(key(id), sealed(id, value), ttl(until));
  }

  public Optional<Stored<T>> find(String id) {
    return store.get(key(id)).map(bytes -> new Stored<>(id, opened(key(id), bytes), bytes));
  }

  /** Whether a record is there that none of our keys opens. */
  boolean isForeign(String id) {
    return store.get(key(id)).filter(bytes -> seal.open(bytes).isEmpty()).isPresent();
  }

  /** Reads and deletes: one caller gets it. */
  public Optional<T> take(String id) {
    return store.take(key(id)).map(bytes -> opened(key(id), bytes));
  }

  /** Writes {@code next} if the record is still as it was read. */
  public boolean replace(Stored<T> current, T next, Instant until) {
    return store.replace(
        key(current.id()), current.version(), sealed(current.id(), next), ttl(until));
  }

  public void delete(String id) {
    store.delete(key(id));
  }

  /**
   * Every record there is, but for those that cannot be read: one of them must not stand in the way
   * of the others. To be closed; for background work and administration. On a request path only
   * where a stranger cannot cause it and a limit says how often.
   */
  public Stream<T> all() {
    AtomicBoolean warned = new AtomicBoolean();
    return store
        .keys(collection)
        .flatMap(key -> store.get(key).flatMap(bytes -> readable(key, bytes, warned)).stream());
  }

  /**
   * Seals every record anew, each by a compare-and-set, so that the first key seals all of them.
   *
   * @param end when a record ends; its lifetime stays as it is
   */
  Resealed reseal(Function<T, Instant> end) {
    Resealed counted = Resealed.NONE;
    try (Stream<Key> keys = store.keys(collection)) {
      for (Key key : (Iterable<Key>) keys::iterator) {
        counted = counted.plus(resealed(key, end));
      }
    }
    return counted;
  }

  /** Tells of each record that is deleted, on any node, by its {@link #storedId}. */
  public Subscription onChange(ChangeListener listener) {
    return store.onChange(collection, listener);
  }

  /** What an id is called in the store and in change events. */
  public String storedId(String id) {
    return TokenHash.of(id).value();
  }

  private Resealed resealed(Key key, Function<T, Instant> end) {
    while (true) {
      Optional<byte[]> read = store.get(key);
      if (read.isEmpty()) {
        return Resealed.NONE;
      }
      byte[] content;
      Instant until;
      try {
        content = content(key, read.get());
        until = end.apply(codec.read(content));
      } catch (StoreException e) {
        return Resealed.UNREADABLE_ONE;
      }
      if (!clock.instant().isBefore(until)) {
        return Resealed.NONE;
      }
      // The content as it was, not as we understand it: a newer version's fields stay.
      if (store.replace(key, read.get(), sealed(key, content), ttl(until))) {
        return Resealed.ONE;
      }
    }
  }

  private Optional<T> readable(Key key, byte[] bytes, AtomicBoolean warned) {
    try {
      return Optional.of(opened(key, bytes));
    } catch (StoreException e) {
      if (!warned.getAndSet(true)) {
        LOG.warn("passed over what cannot be read: {}", e.getMessage());
      }
      return Optional.empty();
    }
  }

  private Key key(String id) {
    return new Key(collection, storedId(id));
  }

  private Duration ttl(Instant until) {
    Duration left = Duration.between(clock.instant(), until);
    return (left.isNegative() ? Duration.ZERO : left).plus(SKEW);
  }

  private byte[] sealed(String id, T value) {
    return sealed(key(id), codec.write(value));
  }

  private byte[] sealed(Key key, byte[] content) {
    byte[] place = place(key);
    byte[] plain = Arrays.copyOf(place, place.length + content.length);
    System.arraycopy(content, 0, plain, place.length, content.length);
    return seal.seal(plain);
  }

  private T opened(Key key, byte[] sealed) {
    return codec.read(content(key, sealed));
  }

  private byte[] content(Key key, byte[] sealed) {
    byte[] plain =
        seal.open(sealed)
            .orElseThrow(() ->
                new StoreException(
                    "a record in " + collection + " was sealed with a key we do not have"));
    byte[] place = place(key);
    if (plain.length < place.length
        || !Arrays.equals(plain, 0, place.length, place, 0, place.length)) {
      throw new StoreException("a record in " + collection + " is not where it was written");
    }
    return Arrays.copyOfRange(plain, place.length, plain.length);
  }

  private static byte[] place(Key key) {
    return (key.collection() + "\n" + key.id() + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
