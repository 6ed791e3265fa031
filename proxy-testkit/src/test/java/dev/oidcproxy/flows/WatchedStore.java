package dev.oidcproxy.flows;

import dev.oidcproxy.domain.error.StoreException;
import dev.oidcproxy.domain.port.ChangeListener;
import dev.oidcproxy.domain.port.Health;
import dev.oidcproxy.domain.port.Key;
import dev.oidcproxy.domain.port.KeyValueStore;
import dev.oidcproxy.domain.port.Subscription;
import dev.oidcproxy.testkit.AdjustableClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A store that counts what it is asked, keeps what was written, and fails, loses races and falls
 * silent when told to.
 */
final class WatchedStore implements KeyValueStore {

  private final KeyValueStore store;
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final List<byte[]> written = new CopyOnWriteArrayList<>();
  private final List<ChangeListener> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean failing;
  private volatile String failingOperation = "";
  private volatile boolean deaf;
  private volatile boolean losing;
  private volatile Consumer<String> onCall = call -> {};
  private volatile Runnable whenFailing = () -> {};
  private final AtomicReference<Runnable> once = new AtomicReference<>(() -> {});
  private final AtomicInteger failures = new AtomicInteger();

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

  /** Fails this operation on this collection only, as {@link #calls} has them. */
  void fail(String operation) {
    failingOperation = operation;
  }

  /** Fails the next calls and then no more. */
  void failNext(int calls) {
    failures.set(calls);
  }

  /** From now on somebody else is always faster. */
  void loseRaces() {
    losing = true;
  }

  /** Events no longer arrive, and everybody knows. */
  void interrupt() {
    deaf = true;
    listeners.forEach(ChangeListener::interrupted);
  }

  /** Events arrive again; those in between are lost. */
  void resume() {
    deaf = false;
    listeners.forEach(ChangeListener::resumed);
  }

  /** Runs something as soon as a call was made this often from now on. */
  void after(int times, String call, Runnable then) {
    AtomicInteger left = new AtomicInteger(times);
    onCall =
        made -> {
          if (made.equals(call) && left.decrementAndGet() == 0) {
            then.run();
          }
        };
  }

  /** Runs this within the next call, before it is answered. */
  void holdNext(Runnable meanwhile) {
    once.set(meanwhile);
  }

  /** How long a call takes to fail, on this clock. */
  void failSlowly(AdjustableClock clock, Duration time) {
    failing = true;
    whenFailing = () -> clock.pass(time);
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
    return asked("replace", key, () -> !losing && store.replace(key, expected, next, ttl));
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
    listeners.add(listener);
    return store.onChange(
        collection,
        key -> {
          if (!deaf) {
            listener.removed(key);
          }
        });
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
    String call = operation + " " + key.collection();
    calls.add(call);
    onCall.accept(call);
    once.getAndSet(() -> {}).run();
    boolean chosen = call.equals(failingOperation);
    if (failing || chosen || failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      whenFailing.run();
      throw new StoreException("the store is switched off");
    }
    return answer.get();
  }
}
