package dev.oidcproxy.store.disk;

import dev.oidcproxy.domain.port.ChangeListener;
import dev.oidcproxy.domain.port.Key;
import dev.oidcproxy.domain.port.Subscription;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who hears of removals. There is no other node, so nobody is ever interrupted. */
final class Listeners {

  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

  private final List<Listening> all = new CopyOnWriteArrayList<>();

  Subscription add(String collection, ChangeListener listener) {
    Listening listening = new Listening(collection, listener);
    all.add(listening);
    return () -> all.remove(listening);
  }

  /** Tells of a removal that is committed. */
  void removed(Key key) {
    for (Listening listening : all) {
      if (listening.collection().equals(key.collection())) {
        tell(listening.listener(), key);
      }
    }
  }

  private static void tell(ChangeListener listener, Key key) {
    try {
      listener.removed(key);
    } catch (RuntimeException e) {
      // What is committed is committed, and the others are to hear of it too.
      LOG.warn("a listener failed at the news of a removal", e);
    }
  }

  /** Equal only to itself: one listener may listen twice, and stop once. */
  private static final class Listening {
    private final String collection;
    private final ChangeListener listener;

    Listening(String collection, ChangeListener listener) {
      this.collection = collection;
      this.listener = listener;
    }

    String collection() {
      return collection;
    }

    ChangeListener listener() {
      return listener;
    }
  }
}
