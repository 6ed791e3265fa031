package dev.oidcproxy.flows;

import dev.oidcproxy.domain.port.Key;
import dev.oidcproxy.domain.port.KeyValueStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** Writes down every key and every value that a store is given. */
final class DumpedStore {

  private final StringBuffer written = new StringBuffer();
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
    return written.toString();
  }

  private void note(Object... arguments) {
    for (Object argument : arguments) {
      if (argument instanceof Key key) {
        collections.add(key.collection());
        written.append(key.collection()).append(' ').append(key.id()).append('\n');
      } else if (argument instanceof byte[] bytes) {
        written.append(new String(bytes, StandardCharsets.ISO_8859_1)).append('\n');
      }
    }
  }
}
