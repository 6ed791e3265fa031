package dev.oidcproxy.store.redis;

import dev.oidcproxy.domain.port.ChangeListener;
import dev.oidcproxy.domain.port.Key;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Those who listen to one collection, and whether there is anything to be heard now. */
final class RemovalChannel {

  private final String collection;
  private final List<Listening> listenings = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean open;

  RemovalChannel(String collection) {
    this.collection = collection;
  }

  /** One who listens; changed under the lock only. */
  static final class Listening {
    private final ChangeListener listener;
    private boolean interrupted;

    private Listening(ChangeListener listener) {
      this.listener = listener;
    }
  }

  Listening add(ChangeListener listener) {
    Listening listening = new Listening(listener);
    listenings.add(listening);
    return listening;
  }

  void remove(Listening listening) {
    listenings.remove(listening);
  }

  boolean isOpen() {
    lock.lock();
    try {
      return open;
    } finally {
      lock.unlock();
    }
  }

  void removed(byte[] id) {
    Key key = new Key(collection, KeyNames.text(id));
    listenings.forEach(listening -> listening.listener.removed(key));
  }

  /** The server says that it tells us from now on. */
  void opened() {
    lock.lock();
    try {
      open = true;
      changed.signalAll();
      for (Listening listening : listenings) {
        if (listening.interrupted) {
          listening.interrupted = false;
          listening.listener.resumed();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  void lost() {
    lock.lock();
    try {
      open = false;
      changed.signalAll();
      listenings.forEach(RemovalChannel::interrupt);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the listener hears, or knows that it does not. */
  void settle(Listening listening, Duration patience) {
    lock.lock();
    try {
      long nanos = patience.toNanos();
      while (!open && !listening.interrupted && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (!open) {
        interrupt(listening);
      }
      lock.unlock();
    }
  }

  private static void interrupt(Listening listening) {
    if (!listening.interrupted) {
      listening.interrupted = true;
      listening.listener.interrupted();
    }
  }
}
