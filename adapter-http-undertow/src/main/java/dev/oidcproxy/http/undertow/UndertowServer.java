package dev.oidcproxy.http.undertow;

import dev.oidcproxy.application.http.Routes;
import dev.oidcproxy.domain.port.Entropy;
import dev.oidcproxy.http.undertow.exchange.Exchanges;
import dev.oidcproxy.http.undertow.exchange.InFlight;
import dev.oidcproxy.http.undertow.exchange.Limits;
import dev.oidcproxy.http.undertow.exchange.StrictFraming;
import dev.oidcproxy.http.undertow.gateway.Backends;
import dev.oidcproxy.http.undertow.gateway.Gateway;
import dev.oidcproxy.http.undertow.gateway.McpResources;
import io.undertow.UndertowOptions;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;
import org.xnio.ssl.SslConnection;

/**
 * An HTTP server for the routes and, when there are any, the protected MCP resources. HTTP/1.1 by
 * http or https.
 */
public final class UndertowServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(UndertowServer.class);

  /** A little less than 16 KiB, so that a full buffer and a chunk's head fit into a TLS record. */
  private static final int BUFFER_BYTES = 16 * 1024 - 20;

  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final UndertowSettings settings;
  private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
  private final InFlight inFlight;
  private XnioWorker worker;
  private HttpOpenListener connections;
  private AcceptingChannel<? extends StreamConnection> listener;

  /** A server of routes alone. */
  public UndertowServer(UndertowSettings settings, Routes routes, Entropy entropy) {
    this.settings = settings;
    Exchanges exchanges = new Exchanges(settings.trustedProxies(), entropy);
    this.inFlight = new InFlight(new StrictFraming(exchanges, routes(routes, exchanges)));
  }

  /**
   * A server of routes and of protected resources; where both have a path, it is the resource's.
   *
   * @param clock tells how long a connection to a backend has been idle
   */
  public UndertowServer(
      UndertowSettings settings,
      Routes routes,
      McpResources mcp,
      Entropy entropy,
      InstantSource clock) {
    this.settings = settings;
    Exchanges exchanges = new Exchanges(settings.trustedProxies(), entropy);
    Backends backends =
        new Backends(
            settings.backendTls().orElseGet(UndertowServer::platformTrust), blocking, clock);
    Gateway gateway = new Gateway(mcp, backends, exchanges, blocking, routes(routes, exchanges));
    this.inFlight = new InFlight(new StrictFraming(exchanges, gateway));
  }

  /**
   * Accepts requests from now on; once in the life of a server.
   *
   * @return where, with the real port
   * @throws UncheckedIOException when the address cannot be listened on
   */
  public synchronized InetSocketAddress start() {
    try {
      Xnio xnio = Xnio.getInstance(UndertowServer.class.getClassLoader());
      worker =
          xnio.createWorker(
              OptionMap.builder()
                  .set(Options.WORKER_NAME, "http")
                  .set(Options.WORKER_IO_THREADS, Runtime.getRuntime().availableProcessors())
                  // nothing runs there: what blocks has its virtual thread
                  .set(Options.WORKER_TASK_CORE_THREADS, 1)
                  .set(Options.WORKER_TASK_MAX_THREADS, 1)
                  .getMap());
      connections = openListener();
      listener = listen(xnio, connections);
      listener.resumeAccepts();
      return listener.getLocalAddress(InetSocketAddress.class);
    } catch (IOException | IllegalArgumentException e) {
      close();
      throw new UncheckedIOException(
          "cannot listen on " + settings.listen(),
          e instanceof IOException io ? io : new IOException(e));
    }
  }

  /**
   * Stops accepting, waits for what is in flight, and ends; streams that are still open then are
   * closed. Does nothing when stopped already.
   */
  public synchronized void stop(Duration drain) {
    if (worker == null) {
      return;
    }
    inFlight.lastCall();
    IoUtils.safeClose(listener);
    if (!inFlight.drain(drain)) {
      LOG.info("closing streams that were still open after {} s", drain.toSeconds());
      connections.closeConnections();
      inFlight.drain(CLOSING);
    }
    worker.shutdown();
    try {
      if (!worker.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
        worker.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    worker = null;
    blocking.shutdownNow();
  }

  /** Stops without waiting. */
  @Override
  public void close() {
    stop(Duration.ZERO);
  }

  private HttpHandler routes(Routes routes, Exchanges exchanges) {
    return new RoutesHandler(routes, exchanges, settings.limits(), blocking);
  }

  private HttpOpenListener openListener() {
    Limits limits = settings.limits();
    OptionMap options =
        OptionMap.builder()
            // The path is compared as it was sent, so that no spelling of it means another.
            .set(UndertowOptions.DECODE_URL, false)
            // What is read whole is bounded where it is read; the rest only passes through.
            .set(UndertowOptions.MAX_ENTITY_SIZE, -1L)
            .set(UndertowOptions.MAX_HEADER_SIZE, limits.headerBytes())
            .set(UndertowOptions.MAX_PARAMETERS, limits.parameters())
            .set(UndertowOptions.REQUEST_PARSE_TIMEOUT, (int) limits.headerTime().toMillis())
            .set(UndertowOptions.NO_REQUEST_TIMEOUT, (int) limits.idleTime().toMillis())
            // An answer is not held back because the next request is already here.
            .set(UndertowOptions.BUFFER_PIPELINED_DATA, false)
            .set(UndertowOptions.RECORD_REQUEST_START_TIME, true)
            .getMap();
    HttpOpenListener open =
        new HttpOpenListener(new DefaultByteBufferPool(true, BUFFER_BYTES, -1, 4), options);
    open.setRootHandler(inFlight);
    return open;
  }

  private AcceptingChannel<? extends StreamConnection> listen(Xnio xnio, HttpOpenListener open)
      throws IOException {
    InetSocketAddress address =
        new InetSocketAddress(settings.listen().host(), settings.listen().port());
    OptionMap options =
        OptionMap.builder()
            .set(Options.TCP_NODELAY, true)
            .set(Options.REUSE_ADDRESSES, true)
            .set(Options.KEEP_ALIVE, true)
            .set(Options.BACKLOG, 1024)
            .getMap();
    Optional<SSLContext> tls = settings.tls();
    if (tls.isEmpty()) {
      return worker.createStreamConnectionServer(
          address, ChannelListeners.openListenerAdapter(open), options);
    }
    return new UndertowXnioSsl(xnio, OptionMap.EMPTY, tls.get(), blocking)
        .createSslConnectionServer(
            worker, address, ChannelListeners.<SslConnection>openListenerAdapter(open), options);
  }

  private static SSLContext platformTrust() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("a platform without TLS", e);
    }
  }
}
