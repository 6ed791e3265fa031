package dev.oidcproxy.distribution.demo.loopback;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.PathHandler;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.function.Function;

/** An HTTP server that only this machine can reach. */
public final class LoopbackServer implements AutoCloseable {

  private static final long MAX_BODY_BYTES = 1024 * 1024;

  private final Undertow undertow;
  private final URI origin;

  private LoopbackServer(Undertow undertow, URI origin) {
    this.undertow = undertow;
    this.origin = origin;
  }

  /**
   * Listens, then serves what {@code handlers} makes for the origin that came of it.
   *
   * @param address a loopback address; port 0 takes any free port
   * @throws IllegalArgumentException when the address is not a loopback address
   * @throws UncheckedIOException when the port is taken
   */
  public static LoopbackServer start(
      InetSocketAddress address, Function<URI, HttpHandler> handlers) {
    PathHandler paths =
        new PathHandler(exchange -> exchange.setStatusCode(StatusCodes.SERVICE_UNAVAILABLE));
    Undertow undertow = listen(address, paths);
    try {
      URI origin = origin(undertow);
      paths.addPrefixPath("/", handlers.apply(origin));
      return new LoopbackServer(undertow, origin);
    } catch (RuntimeException e) {
      undertow.stop();
      throw e;
    }
  }

  /** Scheme, host and the port really listened on, without a path. */
  public URI origin() {
    return origin;
  }

  @Override
  public void close() {
    undertow.stop();
  }

  private static Undertow listen(InetSocketAddress address, HttpHandler handler) {
    InetAddress host = address.getAddress();
    if (host == null || !host.isLoopbackAddress()) {
      throw new IllegalArgumentException("a demo server listens on a loopback address only");
    }
    Undertow undertow =
        Undertow.builder()
            .addHttpListener(address.getPort(), host.getHostAddress())
            .setHandler(handler)
            .setIoThreads(1)
            .setWorkerThreads(4)
            .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, MAX_BODY_BYTES)
            .setServerOption(UndertowOptions.MAX_PARAMETERS, 100)
            .build();
    try {
      undertow.start();
      return undertow;
    } catch (RuntimeException e) {
      undertow.stop();
      // Undertow wraps what the socket said: that the port is taken is for the caller to tell
      throw e.getCause() instanceof IOException refused ? new UncheckedIOException(refused) : e;
    }
  }

  private static URI origin(Undertow undertow) {
    InetSocketAddress bound =
        (InetSocketAddress) undertow.getListenerInfo().getFirst().getAddress();
    InetAddress host = bound.getAddress();
    // IPv6 has one loopback address, and this is how browsers write it
    String literal = host instanceof Inet6Address ? "[::1]" : host.getHostAddress();
    return URI.create("http://" + literal + ":" + bound.getPort());
  }
}
