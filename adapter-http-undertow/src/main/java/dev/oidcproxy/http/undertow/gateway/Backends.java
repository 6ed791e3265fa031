package dev.oidcproxy.http.undertow.gateway;

import dev.oidcproxy.application.config.ProtectedResource;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;

/** How backends are reached. */
public final class Backends {

  private final Connector connector;
  private final InstantSource clock;

  /**
   * @param trust which certificates a backend by https may have
   * @param blocking where host names are looked up
   * @param clock tells how long a connection has been idle
   */
  public Backends(SSLContext trust, Executor blocking, InstantSource clock) {
    this.connector = new Connector(trust, blocking);
    this.clock = clock;
  }

  Backend behind(ProtectedResource resource) {
    return new Backend(resource, connector, clock);
  }
}
