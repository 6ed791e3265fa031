package dev.oidcproxy.domain.port;

/** Hears what happens. Must not block and must not throw. */
@FunctionalInterface
public interface ProxyEvents {

  void on(ProxyEvent event);
}
