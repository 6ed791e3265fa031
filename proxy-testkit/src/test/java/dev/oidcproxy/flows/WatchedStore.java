package dev.oidcproxy.flows;

import dev.oidcproxy.domain.error.StoreException;
import dev.oidcproxy.domain.port.ChangeListener;
import dev.oidcproxy.domain.port.Health;
import dev.oidcproxy.domain.port.Key;
import dev.oidcproxy.domain.port.KeyValueStore;
import dev.oidcproxy.domain.port.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A store that counts what it is asked, keeps what was written, and fails when told to. */
final class WatchedStore implements KeyValueStore {

  private final KeyValueStore store;
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final List<byte[]> written = new CopyOnWriteArrayList<>();
  private volatile boolean failing;

  WatchedStore(KeyValueStore store) {
    this.store = store;
  }

  /** Each call as operation and collection. */
  List<String> calls() {
    return calls;
  }

  List<byte[]> written() {
    return written;
  }

  void fail(boolean value) {
    failing = value;
  }

  @Override
  public void put(Key key, byte[] value, Duration ttl) {
    written.add(value);
    asked(
        "put",
        key,
        () -> {
          store.put(key, value, ttl);
          return true;
        });
  }

  @Override
  public boolean putIfAbsent(Key key, byte[] value, Duration ttl) {
    written.add(value);
    return asked("putIfAbsent", key, () -> store.putIfAbsent(key, value, ttl));
  }

  @Override
  public Optional<byte[]> get(Key key) {
    return asked("get", key, () -> store.get(key));
  }

  @Override
  public Optional<byte[]> take(Key key) {
    return asked("take", key, () -> store.take(key));
  }

  @Override
  public boolean replace(Key key, byte[] expected, byte[] next, Duration ttl) {
    written.add(next);
    return asked("replace", key, () -> store.replace(key, expected, next, ttl));
  }

  @Override
  public void delete(Key key) {
    asked(
        "delete",
        key,
        () -> {
          store.delete(key);
          return true;
        });
  }

  @Override
  public Stream<Key> keys(String collection) {
    calls.add("keys " + collection);
    if (failing) {
      throw new StoreException("the store is switched off");
    }
    return store.keys(collection);
  }

  @Override
  public Subscription onChange(String collection, ChangeListener listener) {
    return store.onChange(collection, listener);
  }

  @Override
  public Health check() {
    return store.check();
  }

  @Override
  public void close() {
    store.close();
  }

  private <T> T asked(String operation, Key key, Supplier<T> answer) {
    calls.add(operation + " " + key.collection());
    if (failing) {
      throw new StoreException("the store is switched off");
    }
    return answer.get();
  }
}
