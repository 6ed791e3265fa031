package dev.oidcproxy.domain.port;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Bytes in, bytes out; every entry has a lifetime. Each method is atomic and takes effect on every
 * node at once. I/O is lazy: a constructor opens nothing, and any method may throw {@link
 * dev.oidcproxy.domain.error.StoreException} when the store cannot answer, which says nothing about
 * the entry.
 */
public interface KeyValueStore extends AutoCloseable {

  /** Writes, whatever was there. */
  void put(Key key, byte[] value, Duration ttl);

  /** Writes if nothing is there; among any number of callers one gets {@code true}. */
  boolean putIfAbsent(Key key, byte[] value, Duration ttl);

  /** Reads; empty once expired. */
  Optional<byte[]> get(Key key);

  /** Reads and deletes in one step: among any number of callers one gets the value. */
  Optional<byte[]> take(Key key);

  /**
   * Compare-and-set: writes {@code next} if the value is byte for byte {@code expected}. False when
   * it is another, or absent: a delete is never undone.
   */
  boolean replace(Key key, byte[] expected, byte[] next, Duration ttl);

  /** Deletes; nothing happens when nothing is there. */
  void delete(Key key);

  /**
   * Every live key of a collection, in no order. For background work and administration, and else
   * only where it is asked for seldom: it may read the whole store.
   */
  Stream<Key> keys(String collection);

  /**
   * Tells {@code listener} of every entry of the collection that {@link #delete} or {@link #take}
   * removes, on this node and others, soon after it happened. While the events of other nodes
   * cannot come, the listener knows: from the start, if the store cannot be reached then, which is
   * no error.
   */
  Subscription onChange(String collection, ChangeListener listener);

  Health check();

  @Override
  void close();
}
