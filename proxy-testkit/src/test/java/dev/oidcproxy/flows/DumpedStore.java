package dev.oidcproxy.flows;

import dev.oidcproxy.domain.port.Key;
import dev.oidcproxy.domain.port.KeyValueStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;

/** Writes down every key and every value that a store is given. */
final class DumpedStore {

  private final Queue<String> written = new ConcurrentLinkedQueue<>();
  private final Set<String> collections = new ConcurrentSkipListSet<>();

  /** Any store, with every word to it noted. */
  KeyValueStore around(KeyValueStore store) {
    return (KeyValueStore)
        Proxy.newProxyInstance(
            KeyValueStore.class.getClassLoader(),
            new Class<?>[] {KeyValueStore.class},
            (proxy, method, arguments) -> {
              note(arguments == null ? new Object[0] : arguments);
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  Set<String> collections() {
    return collections;
  }

  String text() {
    return String.join("\n", written);
  }

  private void note(Object... arguments) {
    for (Object argument : arguments) {
      if (argument instanceof Key key) {
        collections.add(key.collection());
        written.add(key.collection() + " " + key.id());
      } else if (argument instanceof byte[] bytes) {
        written.add(new String(bytes, StandardCharsets.ISO_8859_1));
      }
    }
  }
}
