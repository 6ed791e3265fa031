package dev.oidcproxy.http.undertow.gateway;

import dev.oidcproxy.application.config.ProtectedResource;
import io.undertow.client.ClientCallback;
import io.undertow.client.ClientConnection;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.xnio.IoUtils;
import org.xnio.XnioIoThread;

/** The MCP server behind one resource, and the connections to it. */
final class Backend {

  private final ProtectedResource resource;
  private final URI uri;
  private final String target;
  private final Connector connector;
  private final InstantSource clock;
  private final ConcurrentMap<XnioIoThread, BackendConnections> idle = new ConcurrentHashMap<>();

  Backend(ProtectedResource resource, Connector connector, InstantSource clock) {
    this.resource = resource;
    this.uri = resource.backend();
    this.target =
        (uri.getRawPath().isEmpty() ? "/" : uri.getRawPath())
            + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    this.connector = connector;
    this.clock = clock;
  }

  /** What it is behind. */
  ProtectedResource resource() {
    return resource;
  }

  /** For the {@code Host} header. */
  String authority() {
    return uri.getRawAuthority();
  }

  /** What to ask for: nothing of the client's path gets here, only its query. */
  String target(String rawQuery) {
    return rawQuery.isEmpty()
        ? target
        : target + (uri.getRawQuery() == null ? '?' : '&') + rawQuery;
  }

  /** A connection of this I/O thread that is open and idle. */
  Optional<ClientConnection> idle(XnioIoThread thread) {
    return connections(thread).take();
  }

  /** Opens a connection; the callback runs once, on the exchange's I/O thread. */
  void connect(HttpServerExchange exchange, ClientCallback<ClientConnection> callback) {
    connector.open(
        uri, exchange.getIoThread(), exchange.getConnection().getByteBufferPool(), callback);
  }

  /** Takes back a connection on which an exchange was completed. */
  void release(XnioIoThread thread, ClientConnection connection) {
    if (connection.isOpen()) {
      connections(thread).giveBack(connection);
    }
  }

  /**
   * Closes a connection in the middle of an exchange. The client's own {@code close()} waits up to
   * 10 s for the other side, which a backend that streams would not notice at all.
   */
  static void cut(ClientConnection connection) {
    try {
      IoUtils.safeClose(connection.performUpgrade());
    } catch (IOException e) {
      IoUtils.safeClose(connection);
    }
  }

  private BackendConnections connections(XnioIoThread thread) {
    BackendConnections known = idle.get(thread);
    return known != null ? known : idle.computeIfAbsent(thread, t -> new BackendConnections(clock));
  }
}
